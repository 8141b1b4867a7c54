//! Whose code a Java method is in.
//!
//! Nothing in a stack tells a library from the program, so the roots of the common ones are listed; what is not listed
//! is taken to be the program's own. A method that the machine or a framework generated is nobody's.

use super::symbol::canonical;
use crate::call::Owner;

/// Packages of the JDK and of the run-times of languages.
const STD: [&str; 23] = [
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "sunw.",
    "com.sun.",
    "openj9.",
    "com.ibm.oti.",
    "com.oracle.svm.",
    "org.graalvm.",
    "kotlin.",
    "kotlinx.coroutines.",
    "_COROUTINE.",
    "scala.",
    "groovy.",
    "org.codehaus.groovy.",
    "clojure.",
    "dalvik.",
    "libcore.",
    "android.",
    "com.android.internal.",
    "oracle.jrockit.",
    "jrockit.",
];
/// Packages below the ones of the JDK that are not its own.
const NOT_STD: [&str; 8] = [
    "javax.servlet.",
    "javax.persistence.",
    "javax.ws.",
    "javax.inject.",
    "javax.jms.",
    "javax.mail.",
    "javax.ejb.",
    "javax.faces.",
];
/// Roots of common libraries and frameworks.
const DEPENDENCIES: [&str; 78] = [
    "akka.",
    "androidx.",
    "ch.qos.",
    "cn.hutool.",
    "com.alibaba.csp.",
    "com.alibaba.druid.",
    "com.alibaba.dubbo.",
    "com.alibaba.fastjson",
    "com.alibaba.nacos.",
    "com.alibaba.ttl.",
    "com.amazonaws.",
    "com.baomidou.",
    "com.datastax.",
    "com.fasterxml.",
    "com.github.benmanes.",
    "com.github.pagehelper.",
    "com.google.",
    "com.hazelcast.",
    "com.lmax.",
    "com.mchange.",
    "com.microsoft.sqlserver.",
    "com.mongodb.",
    "com.mysql.",
    "com.netflix.",
    "com.rabbitmq.",
    "com.squareup.",
    "com.xxl.job.",
    "com.zaxxer.",
    "feign.",
    "io.grpc.",
    "io.helidon.",
    "io.ktor.",
    "io.lettuce.",
    "io.micrometer.",
    "io.micronaut.",
    "io.netty.",
    "io.opentelemetry.",
    "io.quarkus.",
    "io.reactivex.",
    "io.smallrye.",
    "io.undertow.",
    "io.vertx.",
    "jakarta.",
    "javassist.",
    "junit.",
    "net.bytebuddy.",
    "net.sf.",
    "okhttp3.",
    "okio.",
    "oracle.jdbc.",
    "org.apache.",
    "org.aspectj.",
    "org.codehaus.",
    "org.eclipse.",
    "org.elasticsearch.",
    "org.glassfish.",
    "org.gradle.",
    "org.hibernate.",
    "org.jboss.",
    "org.jctools.",
    "org.junit.",
    "org.mockito.",
    "org.mybatis.",
    "org.postgresql.",
    "org.quartz.",
    "org.redisson.",
    "org.slf4j.",
    "org.springframework.",
    "org.testng.",
    "org.wildfly.",
    "org.xnio.",
    "play.",
    "reactor.",
    "redis.clients.",
    "retrofit2.",
    "rx.",
    "software.amazon.",
    "zio.",
];

/// Whose code `function` is in, a symbol as printed.
pub(crate) fn owner(function: &str) -> Owner {
    let (symbol, _) = canonical(function);
    let starts_with = |roots: &[&str]| roots.iter().any(|root| symbol.starts_with(root));
    if function.contains("$$FastClassBy") || starts_with(&NOT_STD) {
        Owner::Dependency
    } else if starts_with(&STD) || symbol.contains("$$Lambda.") {
        Owner::Std
    } else if starts_with(&DEPENDENCIES) {
        Owner::Dependency
    } else {
        Owner::Application
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners() {
        for (function, expected) in [
            ("java.base@17.0.1/java.lang.Thread.run", Owner::Std),
            ("kotlin.coroutines.jvm.internal.BaseContinuationImpl.resumeWith", Owner::Std),
            ("scala.collection.immutable.List.foreach", Owner::Std),
            ("jdk.proxy2.$Proxy14.add", Owner::Std),
            ("shop.Cart$$Lambda/0x00007f.run", Owner::Std),
            ("javax.servlet.http.HttpServlet.service", Owner::Dependency),
            ("org.springframework.web.servlet.DispatcherServlet.doDispatch", Owner::Dependency),
            ("shop.Cart$$FastClassBySpringCGLIB$$1a.invoke", Owner::Dependency),
            ("shop.Cart$$EnhancerBySpringCGLIB$$1a.add", Owner::Application),
            ("app//shop.Cart.add", Owner::Application),
            ("Main.main", Owner::Application),
            ("javax2.Cart.add", Owner::Application),
        ] {
            assert_eq!(owner(function), expected, "{function}");
        }
    }
}
