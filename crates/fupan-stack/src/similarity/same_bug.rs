//! The likeness of two dumps, and what probability it means.

use super::alignment::{Likeness, align};
use super::profile::{Profile, Stack};
use super::weights::{EVEN, NOTHING_OWN, SLOPE};

/// The probability that two dumps show one bug, 0 to 1, where as many pairs are of one bug as are not.
///
/// It is a logistic function of [`likeness`], fitted on real duplicates and look-alikes. Two dumps that share nothing but
/// code of Go itself are never more probable than one half.
#[must_use]
pub fn same_bug(left: &Profile, right: &Profile) -> f64 {
    let (likeness, shares_own) = compare(left, right);
    let probability = 1.0 / (1.0 + (-SLOPE * (likeness - EVEN)).exp());
    if shares_own { probability } else { NOTHING_OWN * probability }
}

/// How alike two dumps are, from -1 to 1; what [`same_bug`] makes a probability of.
///
/// Each stack is compared with the one of the other dump that is most like it; the mean over the stacks of both counts
/// each by how much it tells, the one that failed twice.
#[must_use]
pub fn likeness(left: &Profile, right: &Profile) -> f64 {
    compare(left, right).0
}

/// The likeness, and whether code is shared that not every program has.
fn compare(left: &Profile, right: &Profile) -> (f64, bool) {
    if left.stacks.is_empty() || right.stacks.is_empty() {
        return (-1.0, false);
    }
    let none = Likeness { value: -1.0, shares_own: false };
    let mut best_of_right = vec![none; right.stacks.len()];
    let mut best_of_left = vec![none; left.stacks.len()];
    for (stack, best) in left.stacks.iter().zip(&mut best_of_left) {
        for (other, best_of_other) in right.stacks.iter().zip(&mut best_of_right) {
            let found = align(stack, other);
            for best in [&mut *best, best_of_other] {
                if found.value > best.value {
                    *best = found;
                }
            }
        }
    }
    let mean = (mean(&left.stacks, &best_of_left) + mean(&right.stacks, &best_of_right)) / 2.0;
    (mean, best_of_left.iter().chain(&best_of_right).any(|best| best.shares_own))
}

fn mean(stacks: &[Stack], best: &[Likeness]) -> f64 {
    let weight: f64 = stacks.iter().map(|stack| stack.weight).sum();
    let sum: f64 = stacks.iter().zip(best).map(|(stack, best)| stack.weight * best.value).sum();
    sum / weight
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::group::StackSummary;
    use crate::similarity::CorpusStatistics;

    /// A panic of `calls`, each `symbol file:line` or a symbol alone.
    fn panic(message: &str, calls: &[&str]) -> StackSummary {
        dump(&format!("panic: {message}\n\n{}", goroutine("running", calls)))
    }

    fn goroutine(state: &str, calls: &[&str]) -> String {
        let frame = |call: &&str| match call.split_once(' ') {
            Some((symbol, place)) => format!("{symbol}(0x1)\n\t/src/{place} +0x1d\n"),
            None => format!("{call}(0x1)\n"),
        };
        format!("goroutine 7 [{state}]:\n{}\n", calls.iter().map(frame).collect::<String>())
    }

    fn dump(text: &str) -> StackSummary {
        crate::summarize(text.as_bytes())
    }

    /// The probability, the same both ways, in a corpus that knows nothing.
    fn probability(left: &StackSummary, right: &StackSummary) -> f64 {
        let statistics = CorpusStatistics::default();
        let [left, right] = [left, right].map(|dump| Profile::new(dump, &statistics));
        let (there, back) = (same_bug(&left, &right), same_bug(&right, &left));
        assert!((there - back).abs() < 1e-9, "{there} {back}");
        there
    }

    const NIL: &str = "runtime error: invalid memory address or nil pointer dereference";
    const WHOLE: [&str; 4] = [
        "example.com/shop/cart.(*Cart).Total cart.go:42",
        "example.com/shop/cart.(*Cart).Close cart.go:90",
        "example.com/shop/http.(*Server).checkout server.go:17",
        "net/http.HandlerFunc.ServeHTTP server.go:2166",
    ];

    #[test]
    fn a_trace_that_was_cut_is_the_whole_one() {
        let whole = panic(NIL, &WHOLE);
        assert!(probability(&whole, &whole) > 0.9);
        for cut in [
            &WHOLE[..2],
            &WHOLE[..1],
            &["example.com/shop/cart.(*Cart).Total cart.go:42", "example.com/shop/cart.(*Cart).Clo"],
        ] {
            let found = probability(&whole, &panic(NIL, cut));
            assert!(found > 0.75, "{found} {cut:?}");
        }
    }

    #[test]
    fn a_library_under_other_callers_is_another_bug() {
        let used_by = |caller: &str| {
            let caller = format!("{caller} main.go:7");
            let library = [
                "github.com/x/socket.(*Conn).flush conn.go:6",
                "github.com/x/socket.(*Conn).Write conn.go:9",
            ];
            panic("concurrent write to connection", &[library[0], library[1], &caller, &format!("{caller}0")])
        };
        let corpus: Vec<StackSummary> =
            (0..20).map(|program| used_by(&format!("example.com/program{program}.Serve"))).collect();
        let statistics = CorpusStatistics::of(&corpus);
        let known = Profile::new(&corpus[0], &statistics);
        let other = same_bug(&known, &Profile::new(&corpus[1], &statistics));
        assert!(other < 0.5, "{other}");
        assert!(same_bug(&known, &known) > 0.9);
    }

    #[test]
    fn code_that_moved_is_the_same_code() {
        let at = |folder: &str| {
            let calls = WHOLE.map(|call| call.replace("example.com/shop", folder));
            panic(NIL, &calls.each_ref().map(String::as_str))
        };
        for folder in
            ["example.com/market", "example.com/shop/v2", "github.com/a/app/vendor/example.com/shop"]
        {
            let found = probability(&at("example.com/shop"), &at(folder));
            assert!(found > 0.8, "{found} {folder}");
        }
    }

    #[test]
    fn code_that_every_program_has_makes_nothing_sure() {
        let handler =
            ["net/http.(*conn).serve server.go:2009", "net/http.(*Server).Serve.func server.go:3285"];
        let std = panic(NIL, &handler);
        let runtime = panic(NIL, &["runtime.mapassign map.go:7", "runtime.main proc.go:9"]);
        for dump in [&std, &runtime] {
            let found = probability(dump, dump);
            assert!(found <= 0.5, "{found}");
        }
        let main = |line: u32| panic(NIL, &[&format!("main.main main.go:{line}")]);
        assert!(probability(&main(7), &main(8)) <= 0.5);
        assert!(probability(&main(7), &main(7)) > 0.5);
    }

    #[test]
    fn a_message_tells_two_failures_of_one_place_apart() {
        let fails = |message: &str| panic(message, &WHOLE[..1]);
        let known = fails("cart 17 has no owner");
        assert!(
            probability(&known, &fails("cart 99 has no owner"))
                > probability(&known, &fails("tax table was never loaded"))
        );
    }

    #[test]
    fn goroutines_are_compared_with_their_like() {
        let reader = goroutine("IO wait", &["example.com/shop.read net.go:4"]);
        let writer =
            goroutine("chan send", &["example.com/shop.write net.go:9", "example.com/shop.loop net.go:70"]);
        let other =
            goroutine("select", &["example.com/bank.pay pay.go:9", "example.com/bank.loop pay.go:70"]);
        let known = dump(&format!("{reader}{writer}"));
        assert!(probability(&known, &dump(&format!("{writer}{reader}"))) > 0.9);
        assert!(probability(&known, &dump(&format!("{reader}{other}"))) < 0.75);
        assert!(probability(&known, &dump(&other)) < 0.05);
    }

    #[test]
    fn a_dump_without_a_stack_is_like_nothing() {
        let nothing = dump("no stack at all");
        assert!(probability(&nothing, &nothing) < 0.01);
    }

    fn any_dump() -> impl Strategy<Value = StackSummary> {
        let call = prop::sample::select(vec![
            "shop.A a.go:1",
            "shop.A a.go:2",
            "shop.B",
            "main.main main.go:3",
            "net/http.Get h.go:4",
            "runtime.park p.go:5",
            "x/vendor/shop.A a.go:1",
            "other.A a.go:1",
            "sho",
            "panic panic.go:6",
        ]);
        let stack = (prop::sample::select(vec!["running", "select"]), prop::collection::vec(call, 0..6));
        let stacks = prop::collection::vec(stack, 0..5);
        (prop::sample::select(vec!["", "panic: boom\n\n", "fatal error: bad 7\n\n"]), stacks).prop_map(
            |(error, stacks)| {
                let stacks: String = stacks.iter().map(|(state, calls)| goroutine(state, calls)).collect();
                dump(&format!("{error}{stacks}"))
            },
        )
    }

    proptest! {
        #[test]
        fn is_a_probability_and_the_same_both_ways(left in any_dump(), right in any_dump()) {
            prop_assert!((0.0..=1.0).contains(&probability(&left, &right)));
        }

        #[test]
        fn nothing_is_more_like_a_dump_than_itself(left in any_dump(), right in any_dump()) {
            prop_assert!(probability(&left, &left) + 1e-9 >= probability(&left, &right));
        }
    }
}
