//! The canonical form of a Java method: the same text whatever the machine numbered and a framework generated.
//!
//! | printed | canonical |
//! |---|---|
//! | `java.base@17.0.1/java.lang.Thread.run` | `java.lang.Thread.run` |
//! | `app//shop.Cart.lambda$add$0` | `shop.Cart.lambda$add` |
//! | `shop.Cart$$Lambda/0x00007f.run`, `shop.Cart$$Lambda$14/99.run` | `shop.Cart$$Lambda.run` |
//! | `shop.Cart$1.run` | `shop.Cart$.run` |
//! | `shop.Cart$$EnhancerBySpringCGLIB$$1a2b.add` | `shop.Cart.add` |
//! | `jdk.proxy2.$Proxy14.add`, `com.sun.proxy.$Proxy14.add` | `jdk.proxy.$Proxy.add` |

/// Suffixes of classes that stand for the class before them, with all that follows.
const GENERATED: [&str; 10] = [
    "$$EnhancerBy",
    "$$SpringCGLIB$$",
    "$$FastClassBy",
    "_$$_",
    "$HibernateProxy$",
    "$MockitoMock$",
    "$ByteBuddy$",
    "$$KeyFactoryBy",
    "$Subclass",
    "_ClientProxy",
];
/// Classes the machine numbers.
const NUMBERED: [&str; 6] = [
    "GeneratedMethodAccessor",
    "GeneratedConstructorAccessor",
    "GeneratedSerializationConstructorAccessor",
    "$Proxy",
    "LambdaForm$MH",
    "LambdaForm$DMH",
];

/// The canonical form of `function`, and how many of its bytes are the package.
pub(crate) fn canonical(function: &str) -> (String, usize) {
    let name = function.split_once('(').map_or(function, |(name, _)| name).trim();
    let name = without_loader(&without_hidden_number(name)).to_owned();
    let (class, method) = name.rsplit_once('.').unwrap_or(("", &name));
    let (package, class) = class.rsplit_once('.').unwrap_or(("", class));
    let mut text = canonical_package(package).to_owned();
    let package_length = text.len();
    for part in [canonical_class(class), canonical_method(method)] {
        if !text.is_empty() && !part.is_empty() {
            text.push('.');
        }
        text.push_str(&part);
    }
    (text, package_length)
}

/// `Cart$$Lambda/0x00007f.run` without its number.
fn without_hidden_number(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('/') {
        kept.push_str(before);
        let end = after.find(['.', '/', '@']).unwrap_or(after.len());
        let (number, behind) = after.split_at_checked(end).unwrap_or((after, ""));
        if is_number(number) {
            rest = behind;
        } else {
            kept.push('/');
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.starts_with(|c: char| c.is_ascii_digit())
}

/// `app//shop.Cart.add`, `java.base@17.0.1/java.lang.Thread.run` without what stands before the class.
fn without_loader(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, name)| name)
}

fn canonical_package(package: &str) -> &str {
    let is_proxies = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
    match package.strip_prefix("jdk.proxy") {
        Some(number) if is_proxies(number) => "jdk.proxy",
        _ if package == "com.sun.proxy" => "jdk.proxy",
        _ => package,
    }
}

fn canonical_class(class: &str) -> String {
    let class = class
        .split_once("$$Lambda")
        .map_or_else(|| without_generated(class).to_owned(), |(outer, _)| format!("{outer}$$Lambda"));
    if let Some(known) = NUMBERED.iter().find(|known| class.strip_prefix(**known).is_some_and(is_digits)) {
        return (*known).to_owned();
    }
    let (outer, inner) = class.split_once('$').unwrap_or((&class, ""));
    let mut text = outer.to_owned();
    if outer.len() < class.len() {
        for part in inner.split('$') {
            text.push('$');
            text.push_str(unnumbered(part));
        }
    }
    text
}

/// An anonymous or local class, a closure of Groovy, a function of Clojure without its number.
fn unnumbered(part: &str) -> &str {
    let name = part.trim_end_matches(|c: char| c.is_ascii_digit());
    if name.ends_with("__") || name.ends_with("_closure") {
        return name;
    }
    part.trim_start_matches(|c: char| c.is_ascii_digit())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_generated(class: &str) -> &str {
    let ends = GENERATED.iter().filter_map(|suffix| class.find(suffix)).filter(|at| *at > 0);
    ends.min().and_then(|at| class.get(..at)).unwrap_or(class)
}

/// `lambda$add$0`, `add$lambda-1`, `access$000`: compilers number what they make.
fn canonical_method(method: &str) -> String {
    let is_kept = |part: &&str| part.is_empty() || !is_digits(part);
    let parts = method.split('$').map(|part| match part.split_once('-') {
        Some(("lambda", number)) if is_digits(number) => "lambda",
        _ => part,
    });
    parts.filter(is_kept).collect::<Vec<_>>().join("$")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn canonical_forms() {
        for (raw, form, package) in [
            ("shop.Cart.add", "shop.Cart.add", "shop"),
            ("java.base@17.0.1/java.lang.Thread.run", "java.lang.Thread.run", "java.lang"),
            ("java.base/java.lang.Thread.run", "java.lang.Thread.run", "java.lang"),
            ("app//shop.Cart.add", "shop.Cart.add", "shop"),
            ("loader/shop.module@1.0/shop.Cart.add", "shop.Cart.add", "shop"),
            ("shop.Cart.add(Cart.java:12)", "shop.Cart.add", "shop"),
            ("shop.Cart.<init>", "shop.Cart.<init>", "shop"),
            ("shop.Main.lambda$main$0", "shop.Main.lambda$main", "shop"),
            ("shop.Main.lambda$null$3", "shop.Main.lambda$null", "shop"),
            ("shop.Cart$$Lambda/0x00007efd64000a08.run", "shop.Cart$$Lambda.run", "shop"),
            ("shop.Cart$$Lambda$14/0x0000000800c03000.run", "shop.Cart$$Lambda.run", "shop"),
            ("shop.Cart$$Lambda$14/1234567.run", "shop.Cart$$Lambda.run", "shop"),
            ("app//shop.Cart$$Lambda/0x00007f.run", "shop.Cart$$Lambda.run", "shop"),
            ("shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c.add", "shop.Cart.add", "shop"),
            ("shop.Cart$$SpringCGLIB$$0.add", "shop.Cart.add", "shop"),
            ("com.sun.proxy.$Proxy12.add", "jdk.proxy.$Proxy.add", "jdk.proxy"),
            ("jdk.proxy2.$Proxy34.add", "jdk.proxy.$Proxy.add", "jdk.proxy"),
            (
                "jdk.internal.reflect.GeneratedMethodAccessor12.invoke",
                "jdk.internal.reflect.GeneratedMethodAccessor.invoke",
                "jdk.internal.reflect",
            ),
            ("shop.Cart$1.run", "shop.Cart$.run", "shop"),
            ("shop.Cart$1$2.run", "shop.Cart$$.run", "shop"),
            ("shop.Cart$1Local.run", "shop.Cart$Local.run", "shop"),
            ("shop.Cart$Item.run", "shop.Cart$Item.run", "shop"),
            ("shop.Cart.access$000", "shop.Cart.access", "shop"),
            ("shop.MainKt.main$lambda-0", "shop.MainKt.main$lambda", "shop"),
            ("shop.Main$.$anonfun$main$1$adapted", "shop.Main$.$anonfun$main$adapted", "shop"),
            (
                "java.lang.invoke.LambdaForm$MH/0x1.invoke",
                "java.lang.invoke.LambdaForm$MH.invoke",
                "java.lang.invoke",
            ),
            ("shop.core$fn__1234.invoke", "shop.core$fn__.invoke", "shop"),
            ("shop.Script$_run_closure2.doCall", "shop.Script$_run_closure.doCall", "shop"),
            ("Main.main", "Main.main", ""),
            ("main", "main", ""),
            ("", "", ""),
        ] {
            let (text, length) = canonical(raw);
            assert_eq!((text.as_str(), text.get(..length).unwrap()), (form, package), "{raw}");
            assert_eq!(canonical(&text).0, form, "again {form}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_form(raw in "[a-z0-9/.@$()<>é -]{0,40}") {
            let (text, length) = canonical(&raw);
            prop_assert!(text.get(..length).is_some());
        }
    }
}
