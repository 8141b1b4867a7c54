use super::*;

#[test]
fn jdk_8() {
    check(
        include_str!("jdk8.txt"),
        expect![[r#"
        ThreadDump at 2026-03-07 10:00:00
          Thread #31 "http-nio-8080-exec-3" [WAITING (parking)] nid=0x6d1b
            sun.misc.Unsafe.park -
            java.util.concurrent.locks.LockSupport.park LockSupport.java:175
            shop.Pool.take Pool.java:44
            shop.Orders$$Lambda$14/1297685781.get -
            WaitsFor 0x00000000c3a1d7f0 of java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject
          Thread #40 "DestroyJavaVM" [RUNNABLE] nid=0x6ce0
          Thread "VM Thread" [runnable] nid=0x6ce5
          Thread "GC task thread#0 (ParallelGC)" [runnable] nid=0x6ce1
          Thread "VM Periodic Task Thread" [waiting on condition] nid=0x6cee
    "#]],
    );
}

#[test]
fn jdk_17_with_a_deadlock_and_the_heap() {
    check(
        include_str!("jdk17.txt"),
        expect![[r#"
        ThreadDump at 2026-03-07 10:00:00
          Thread #1 "main" [TIMED_WAITING (sleeping)] cpu=47.27ms elapsed=4.67s nid=0x59a8
            java.lang.Thread.sleep -
            shop.Main.pause Main.java:7
            shop.Main.main Main.java:22
          Thread #7 "C2 CompilerThread0" [RUNNABLE] cpu=3.40ms elapsed=4.58s nid=0x59b4
          Thread #11 "Common-Cleaner" [TIMED_WAITING (on object monitor)] cpu=0.14ms elapsed=3.44s nid=0x59b9
            java.lang.Object.wait -
            java.lang.ref.ReferenceQueue.remove ReferenceQueue.java:155
            jdk.internal.ref.CleanerImpl.run CleanerImpl.java:140
            WantsToLock 0x000000069ec17690 of java.lang.ref.ReferenceQueue$Lock
          Thread #12 "teller-1" [BLOCKED (on object monitor)] cpu=0.79ms elapsed=3.44s nid=0x59ba
            shop.Transfer.both Transfer.java:6
            shop.Main.lambda$main$0 Main.java:12
            shop.Main$$Lambda$1/0x00007f1c64000a08.run -
            java.lang.Thread.run Thread.java:840
            WantsToLock 0x000000069ec1af88 of java.lang.Object
            Holds 0x000000069ec1af78 of java.lang.Object
          Thread #13 "teller \"two\"" [BLOCKED (on object monitor)] cpu=0.41ms elapsed=3.43s nid=0x59bb
            shop.Transfer.both Transfer.java:6
            shop.Main.lambda$main$1 Main.java:13
            java.lang.Thread.run Thread.java:840
            WantsToLock 0x000000069ec1af78 of java.lang.Object
            Holds 0x000000069ec1af88 of java.lang.Object
            Holds 0x000000069ec39398 of java.util.concurrent.ThreadPoolExecutor$Worker
          Thread #17 "waiter" [WAITING (on object monitor)] cpu=0.10ms elapsed=3.42s nid=0x59bf
            java.lang.Object.wait -
            shop.Main.lambda$main$5 Main.java:18
            java.lang.Thread.run Thread.java:840
            WaitsFor 0x000000069ec1a138 of java.lang.Class for shop.Main
          Thread "VM Thread" [runnable] cpu=1.30ms elapsed=3.48s nid=0x59ae
          Thread "GC Thread#0" [runnable] cpu=0.13ms elapsed=3.53s nid=0x59a9
          Thread "VM Periodic Task Thread" [waiting on condition] cpu=2.24ms elapsed=3.44s nid=0x59b8
    "#]],
    );
}

#[test]
fn jdk_21_with_virtual_threads() {
    check(
        "\
Full thread dump OpenJDK 64-Bit Server VM (21.0.1+12 mixed mode):

\"main\" #1 [48351] prio=5 os_prio=0 cpu=12.39ms elapsed=4.99s tid=0x00007f3810003140 nid=48351 runnable  [0x00007f37abafe000]
   java.lang.Thread.State: RUNNABLE
\tat shop.Main.main(Main.java:9)

\"ForkJoinPool-1-worker-1\" #23 [48370] daemon prio=5 os_prio=0 cpu=1.2ms elapsed=4.1s tid=0x00007f3810004140  [0x00007f37abbfe000]
   Carrying virtual thread #22
\tat jdk.internal.vm.Continuation.run(java.base@21.0.1/Continuation.java:251)
\tat java.lang.VirtualThread$$Lambda/0x00007f3c2424e410.run(java.base@21.0.1/Unknown Source)

   Mounted virtual thread #22
\tat shop.Orders.pay(Orders.java:31)
\t- waiting on the Class initialization monitor for shop.Rates
\tat java.lang.VirtualThread.run(java.base@21.0.1/VirtualThread.java:309)

JNI global refs: 15, weak refs: 0
",
        expect![[r#"
            ThreadDump
              Thread #1 "main" [RUNNABLE] nid=48351 cpu=12.39ms elapsed=4.99s
                shop.Main.main Main.java:9
              Thread #23 "ForkJoinPool-1-worker-1" nid=48370 cpu=1.2ms elapsed=4.1s carrying=22
                jdk.internal.vm.Continuation.run Continuation.java:251
                java.lang.VirtualThread$$Lambda/0x00007f3c2424e410.run -
              Thread #22 "" virtual=true
                shop.Orders.pay Orders.java:31
                java.lang.VirtualThread.run VirtualThread.java:309
        "#]],
    );
}

#[test]
fn files_of_jdk_21() {
    check(
        "\
48350
2026-03-07T10:00:00.123456Z
21.0.1+12-LTS

#1 \"main\"
      java.base/java.lang.Thread.sleep0(Native Method)
      shop.Main.main(Main.java:5)

#22 \"\" virtual
      shop.Orders.pay(Orders.java:31)
      java.base/java.lang.VirtualThread.run(VirtualThread.java:309)

",
        expect![[r#"
            ThreadDump at 2026-03-07T10:00:00.123456Z
              Thread #1 "main"
                java.base/java.lang.Thread.sleep0 -
                shop.Main.main Main.java:5
              Thread #22 "" virtual=true
                shop.Orders.pay Orders.java:31
                java.base/java.lang.VirtualThread.run VirtualThread.java:309
        "#]],
    );
}

#[test]
fn files_of_jdk_25() {
    check(
        include_str!("jdk25_file.txt"),
        expect![[r#"
        ThreadDump at 2026-03-07T10:00:00.123456Z
          Thread #1 "main" [WAITING]
            java.base/java.lang.Object.wait0 -
            java.base/java.lang.Object.wait Object.java:366
            shop.Main.main Main.java:9
            WaitsFor java.lang.Object@1b6d3586 of java.lang.Object
            Holds shop.Cart@6e8cf4c6 of shop.Cart
          Thread #9 "Finalizer" [RUNNABLE]
          Thread #31 "" [WAITING] virtual=true
            java.base/jdk.internal.misc.Unsafe.park -
            shop.Orders.pay Orders.java:31
            java.base/java.lang.VirtualThread.run VirtualThread.java:456
            WaitsFor java.util.concurrent.locks.ReentrantLock$NonfairSync@5e8f9a3b of java.util.concurrent.locks.ReentrantLock$NonfairSync
    "#]],
    );
}

#[test]
fn json_files() {
    check(
        include_str!("jdk25_file.json"),
        expect![[r#"
        ThreadDump at 2026-03-07T10:00:00.123456Z
          Thread #1 "main" [WAITING]
            java.base/java.lang.Object.wait0 -
            shop.Main.main Main.java:9
            WaitsFor java.lang.Object@1b6d3586 of java.lang.Object
            Holds shop.Cart@6e8cf4c6 of shop.Cart
          Thread #9 "Finalizer"
          Thread #31 "" [WAITING] virtual=true carrier=22
            shop.Orders.pay Orders.java:31
            WaitsFor java.util.concurrent.CountDownLatch$Sync@5e8f9a3b of java.util.concurrent.CountDownLatch$Sync
    "#]],
    );
}

#[test]
fn a_cut_json_file_keeps_its_whole_threads() {
    let whole = include_str!("jdk25_file.json");
    let cut = whole.find("SharedThreadContainer").unwrap();
    check(
        whole.get(..cut).unwrap(),
        expect![[r#"
            ThreadDump at 2026-03-07T10:00:00.123456Z
              Thread #1 "main" [WAITING]
                java.base/java.lang.Object.wait0 -
                shop.Main.main Main.java:9
                WaitsFor java.lang.Object@1b6d3586 of java.lang.Object
                Holds shop.Cart@6e8cf4c6 of shop.Cart
              Thread #9 "Finalizer"
            problem cut_frame "\"ForkJoinPool-1\\/jdk.internal.vm."
            residue Text "\"ForkJoinPool-1\\/jdk.internal.vm."
        "#]],
    );
    let cut = whole.find("Orders.pay").unwrap();
    check(
        whole.get(..cut).unwrap(),
        expect![[r#"
            ThreadDump at 2026-03-07T10:00:00.123456Z
              Thread #1 "main" [WAITING]
                java.base/java.lang.Object.wait0 -
                shop.Main.main Main.java:9
                WaitsFor java.lang.Object@1b6d3586 of java.lang.Object
                Holds shop.Cart@6e8cf4c6 of shop.Cart
              Thread #9 "Finalizer"
            problem malformed_header "{\n            \"tid\": 31,\n            \"virtual\": true,\n            \"name\": \"\",\n            \"state\": \"WAITING\",\n            \"parkBlocker\": { \"object\": \"java.util.concurrent.CountDownLatch$Sync@5e8f9a3b\" },\n            \"stack\": [\n              "
            residue Text "\"shop."
        "#]],
    );
}

#[test]
fn the_agent_of_the_serviceability_tools() {
    check(
        "\
Attaching to process ID 22950, please wait...
Debugger attached successfully.
Deadlock Detection:

No deadlocks found.

\"main\" #1 prio=5 tid=0x00007f1ce4017ea0 nid=0x59a8 waiting on condition [0x00007f1ce9dfe000]
   java.lang.Thread.State: TIMED_WAITING (sleeping)
   JavaThread state: _thread_blocked
 - java.lang.Thread.sleep(long) @bci=0 (Interpreted frame)
 - shop.Main.main(java.lang.String[]) @bci=251, line=22 (Compiled frame; information may be imprecise)


Thread 22970: (state = BLOCKED)
 - java.lang.Object.wait(long) @bci=0 (Interpreted frame)
\t- waiting on <0x000000069ec02f40> (a java.lang.ref.ReferenceQueue$Lock)

",
        expect![[r#"
            ThreadDump
              Thread #1 "main" [TIMED_WAITING (sleeping)] nid=0x59a8
                java.lang.Thread.sleep -
                shop.Main.main -:22
              Thread "" [BLOCKED] nid=22970
                java.lang.Object.wait -
                WaitsFor 0x000000069ec02f40 of java.lang.ref.ReferenceQueue$Lock
            residue Text "Attaching to process ID 22950, please wait...\nDebugger attached successfully.\n"
        "#]],
    );
}

#[test]
fn the_text_of_thread_info_and_of_visual_tools() {
    check(
        "\
\"worker\" Id=12 BLOCKED on shop.Cart@1b6d3586 owned by \"main\" Id=1
\tat app//shop.Cart.add(Cart.java:12)
\t-  blocked on shop.Cart@1b6d3586
\tat java.base@17.0.1/java.lang.Thread.run(Thread.java:833)
\t...

\tNumber of locked synchronizers = 1
\t- java.util.concurrent.ThreadPoolExecutor$Worker@6e8cf4c6

\"main\" - Thread t@1
   java.lang.Thread.State: WAITING
\tat java.lang.Object.wait(Native Method)
\t- waiting on <2cfa3fa0> (a java.lang.Object)

   Locked ownable synchronizers:
\t- None
",
        expect![[r#"
            ThreadDump
              Thread #12 "worker" [BLOCKED]
                app//shop.Cart.add Cart.java:12
                java.base@17.0.1/java.lang.Thread.run Thread.java:833
                WantsToLock shop.Cart@1b6d3586 of shop.Cart
                Holds java.util.concurrent.ThreadPoolExecutor$Worker@6e8cf4c6 of java.util.concurrent.ThreadPoolExecutor$Worker
              Thread #1 "main" [WAITING]
                java.lang.Object.wait -
                WaitsFor 2cfa3fa0 of java.lang.Object
        "#]],
    );
}

#[test]
fn what_vendors_print() {
    check(
        "\
Full thread dump SAP Java 64-Bit Server VM (5.1 mixed mode):

\"Thread-1\" cpu=0.10 [reset 0.00] ms allocated=334 B (0.33 kB) user=\"ADMIN\" prio=1 tid=0x1 nid=0x2 in Object.wait() [0x3]
   java.lang.Thread.State: WAITING (on object monitor)
\tat java.lang.Object.wait(J)V(Native Method)
\tat shop.Lexer.read([BII)Lshop/Token;(Lexer.java:95)

os_prio=31 cpu=1ms elapsed=3s tid=0x4 nid=5 runnable

\"pool-1\" id=31 in WAITING
    - waiting on <0x18df8a5> (a [I)
    at shop.Pool.take(Pool.java:44)

    Locked synchronizers: count = 1
      - java.util.concurrent.locks.ReentrantLock$NonfairSync@1a5930e

\"pool-2\" id=32 state=TIMED_WAITING
    at shop.Pool.take(Pool.java:44)
",
        expect![[r#"
            ThreadDump
              Thread "Thread-1" [WAITING (on object monitor)] cpu=0.10 nid=0x2
                java.lang.Object.wait -
                shop.Lexer.read Lexer.java:95
              Thread "" [runnable] cpu=1ms elapsed=3s nid=5
              Thread #31 "pool-1" [WAITING]
                shop.Pool.take Pool.java:44
                WaitsFor 0x18df8a5 of [I
                Holds java.util.concurrent.locks.ReentrantLock$NonfairSync@1a5930e of java.util.concurrent.locks.ReentrantLock$NonfairSync
              Thread #32 "pool-2" [TIMED_WAITING]
                shop.Pool.take Pool.java:44
        "#]],
    );
}

#[test]
fn several_dumps_and_what_a_log_writes_between() {
    check(
        "\
10:00:00.000 INFO started
2026-03-07 10:00:00
Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):

\"main\" #1 prio=5 os_prio=0 cpu=1ms elapsed=4s tid=0x1 nid=0x2 runnable  [0x3]
   java.lang.Thread.State: RUNNABLE
10:00:00.001 INFO meanwhile
\tat shop.Main.main(Main.java:9)

JNI global refs: 4, weak refs: 0

10:00:00.002 INFO goes on
2026-03-07 10:00:10
Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):

\"main\" #1 prio=5 os_prio=0 cpu=1ms elapsed=14s tid=0x1 nid=0x2 runnable  [0x3]
   java.lang.Thread.State: RUNNABLE
\tat shop.Main.main(Main.java:9)

JNI global refs: 4, weak refs: 0

panic: close of nil channel

goroutine 7 [running]:
main.main()
\t/src/main.go:9 +0x25
",
        expect![[r#"
            ThreadDump at 2026-03-07 10:00:00
              Thread #1 "main" [RUNNABLE] cpu=1ms elapsed=4s nid=0x2
                shop.Main.main Main.java:9
            ThreadDump at 2026-03-07 10:00:10
              Thread #1 "main" [RUNNABLE] cpu=1ms elapsed=14s nid=0x2
                shop.Main.main Main.java:9
            Panic
              message "close of nil channel"
              Goroutine #7 "" [running]
                main.main /src/main.go:9
            residue Text "10:00:00.000 INFO started\n"
            residue WithinStack "10:00:00.001 INFO meanwhile\n"
            residue Text "10:00:00.002 INFO goes on\n"
        "#]],
    );
}

#[test]
fn the_list_of_a_deadlock_alone() {
    let dump = include_str!("jdk17.txt");
    let from = dump.find("Found one").unwrap();
    check(
        dump.get(from..).unwrap(),
        expect![[r#"
        ThreadDump
          Thread "teller-1"
            shop.Transfer.both Transfer.java:6
            shop.Main.lambda$main$0 Main.java:12
            WantsToLock 0x000000069ec1af88 of java.lang.Object
            Holds 0x000000069ec1af78 of java.lang.Object
          Thread "teller \"two\""
            shop.Transfer.both Transfer.java:6
            shop.Main.lambda$main$1 Main.java:13
            WantsToLock 0x000000069ec1af78 of java.lang.Object
            Holds 0x000000069ec1af88 of java.lang.Object
    "#]],
    );
}

#[test]
fn damage() {
    check(
        "\
\"main\" #1 prio=5 os_prio=0 tid=0x1 nid=0x2 runnable  [0x3]
java.lang.Thread.State: RUNNABLE
at shop.Main.main(Main.java:9)\r
at shop.Main.<clinit>(Main.java)\r
\"broken
\tat shop.Nobody.knows(Nobody.java:1)

\"worker\" #12 prio=5 os_prio=0 tid=0x1 nid=0x3 waiting on condition  [0x3]
   java.lang.Thread.State: WAITING (parking)
\tat sun.misc.Unsafe.park(Nat",
        expect![[r#"
            ThreadDump
              Thread #1 "main" [RUNNABLE] nid=0x2
                shop.Main.main Main.java:9
                shop.Main.<clinit> Main.java
              Thread #12 "worker" [WAITING (parking)] nid=0x3
            problem malformed_header "\"broken\n"
            problem cut_frame "\tat sun.misc.Unsafe.park(Nat"
            residue WithinStack "\tat shop.Nobody.knows(Nobody.java:1)\n"
        "#]],
    );
    check(
        "\"main\" #1 prio=5 os_prio=0 tid=0x1 nid=0x2 runnable\n\n\"worker\" #12 prio=5 os_pri",
        expect![[r#"
            ThreadDump
              Thread #1 "main" [runnable] nid=0x2
            problem malformed_header "\"worker\" #12 prio=5 os_pri"
        "#]],
    );
}

#[test]
fn no_dump() {
    check(
        "\
\"quoted\" text, with prio=high
# 12 \"a heading\"
#12 \"an issue\"
4567
Found a cart
Thread 12: (state unknown)
Full of threads
",
        expect![[r#"
            problem no_stack "\"quoted\" text, with prio=high\n# 12 \"a heading\"\n#12 \"an issue\"\n4567\nFound a cart\nThread 12: (state unknown)\nFull of threads\n"
            residue Text "\"quoted\" text, with prio=high\n# 12 \"a heading\"\n#12 \"an issue\"\n4567\nFound a cart\nThread 12: (state unknown)\nFull of threads\n"
        "#]],
    );
}

#[test]
fn groups_have_the_classes_of_states() {
    let summary = summarize(include_bytes!("jdk17.txt"));
    let groups: Vec<_> = summary
        .stacks
        .iter()
        .map(|stack| format!("{} {} {}", stack.kind, stack.goroutines, stack.family_symbols.join(" ")))
        .collect();
    expect![[r#"
        BLOCKED 1 shop.Transfer.both shop.Main.lambda$main
        TIMED_WAITING 1 shop.Main.pause shop.Main.main
        RUNNABLE 3 
        TIMED_WAITING 1 java.lang.Object.wait java.lang.ref.ReferenceQueue.remove jdk.internal.ref.CleanerImpl.run
        BLOCKED 1 shop.Transfer.both shop.Main.lambda$main
        WAITING 1 shop.Main.lambda$main
        WAITING 1 "#]].assert_eq(&groups.join("\n"));
    let from_json = summarize(include_bytes!("jdk25_file.json"));
    let from_text = summarize(include_bytes!("jdk25_file.txt"));
    let families = |of: &crate::StackSummary| of.stacks.iter().map(|stack| stack.family).collect::<Vec<_>>();
    assert_eq!(families(&from_json)[0], families(&from_text)[0]);
}

#[test]
fn a_deadlock_of_synchronizers() {
    check(
        "\
\"a\" #12 prio=5 os_prio=0 tid=0x1 nid=0x3 waiting on condition  [0x3]
   java.lang.Thread.State: WAITING (parking)
\tat shop.Transfer.both(Transfer.java:6)
\t- parking to wait for  <0x0000000769ec1af8> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)

Found one Java-level deadlock:
=============================
\"a\":
  waiting for ownable synchronizer 0x0000000769ec1af8, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
  which is held by \"b\"
\"b\":
  waiting to lock monitor 0x00007f1c4c0015a0 (object 0x0000000769ec1af9, a java.lang.Object),
  in JNI, which is held by \"a\"

Java stack information for the threads listed above:
===================================================
\"a\":
\tat shop.Transfer.both(Transfer.java:6)
\"b\":
\tat shop.Transfer.both(Transfer.java:6)

Found 1 deadlock.

done
",
        expect![[r#"
            ThreadDump
              Thread #12 "a" [WAITING (parking)] nid=0x3
                shop.Transfer.both Transfer.java:6
                WaitsFor 0x0000000769ec1af8 of java.util.concurrent.locks.ReentrantLock$NonfairSync
            residue Text "done\n"
        "#]],
    );
}

#[test]
fn what_follows_a_json_file_is_read() {
    let file = include_str!("jdk25_file.json");
    let stack = "\ngoroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n";
    let cut = file.find("monitorsOwned").unwrap();
    for (json, threads) in [(file, 3), (file.get(..cut).unwrap(), 0)] {
        let input = format!("{json}{stack}");
        let parsed = parsed_in_bounds(input.as_bytes());
        let sections = |wanted| parsed.goroutines().filter(|section| section.section == wanted).count();
        assert_eq!((sections(Section::Thread), sections(Section::Goroutine)), (threads, 1));
    }
}
