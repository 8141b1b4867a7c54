//! Dumps of other virtual machines than HotSpot.

use super::*;

#[test]
fn openj9() {
    check(
        "\
0SECTION       TITLE subcomponent dump routine
NULL           ===============================
1TICHARSET     UTF-8
1TISIGINFO     Dump Event \"user\" (00004000) received
1TIDATETIME    Date: 2026/03/07 at 10:00:00:123
NULL           ------------------------------------------------------------------------
0SECTION       THREADS subcomponent dump routine
NULL           =================================
NULL
1XMCURTHDINFO  Current thread
3XMTHREADINFO      \"main\" J9VMThread:0x000CC100, omrthread_t:0x003D5600, java/lang/Thread:0x00A72440, state:R, prio=5
3XMJAVALTHREAD            (java/lang/Thread getId:0x1, isDaemon:false)
3XMTHREADINFO1            (native thread ID:0x814, native priority:0x5, native policy:UNKNOWN, vmstate:CW, vm thread flags:0x00000001)
3XMCPUTIME               CPU usage total: 0.639604100 secs, user: 0.546003500 secs, system: 0.093600600 secs
3XMTHREADINFO3           Java callstack:
4XESTACKTRACE                at java/util/Arrays.copyOf(Arrays.java:3210(Compiled Code))
4XESTACKTRACE                at shop/Orders.load(Orders.java:31)
5XESTACKTRACE                   (entered lock: shop/Orders@0x00000000FFE26A18, entry count: 1)
4XESTACKTRACE                at shop/Main$$Lambda$7/0x00000000F03876A0.run(Bytecode PC:4)
NULL
1XMTHDINFO     Thread Details
NULL
3XMTHREADINFO      \"main\" J9VMThread:0x000CC100, omrthread_t:0x003D5600, java/lang/Thread:0x00A72440, state:R, prio=5
3XMJAVALTHREAD            (java/lang/Thread getId:0x1, isDaemon:false)
3XMTHREADINFO3           Java callstack:
4XESTACKTRACE                at java/util/Arrays.copyOf(Arrays.java:3210(Compiled Code))
3XMTHREADINFO3           Native callstack:
4XENATIVESTACK               monitor_wait_original+0x83e (j9thread.c:3766, 0x000007FEF4C2600E [J9THR27+0x600e])
NULL
3XMTHREADINFO      \"worker \"7\"\" J9VMThread:0x000CC200, omrthread_t:0x003D5601, java/lang/Thread:0x00A72441, state:B, prio=5
3XMJAVALTHREAD            (java/lang/Thread getId:0x1F, isDaemon:true)
3XMTHREADINFO1            (native thread ID:0x815, native priority:0x5, native policy:UNKNOWN)
3XMTHREADBLOCK     Blocked on: shop/Orders@0x00000000FFE26A18 Owned by: \"main\" (J9VMThread:0x000CC100, java/lang/Thread:0x00A72440)
3XMTHREADINFO3           Java callstack:
4XESTACKTRACE                at shop/Orders.pay(Orders.java:9)
3XMTHREADINFO      \"JIT Compilation Thread-0\" J9VMThread:0x000CC300, omrthread_t:0x003D5602, java/lang/Thread:0x00A72442, state:CW, prio=10
3XMTHREADINFO3           No Java callstack associated with this thread
NULL
3XMTHREADINFO      Anonymous native thread
3XMTHREADINFO1            (native thread ID:0x378C, native priority: 0x0, native policy:UNKNOWN)
3XMTHREADINFO3           Native callstack:
NULL
1XMTHDSUMMARY  Threads CPU Usage Summary
NULL           =========================
0SECTION       CLASSES subcomponent dump routine
1CLTEXTCLLOS   \tClassloader summaries
NULL           ---------------------- END OF DUMP -------------------------------------
going on
",
        expect![[r#"
            ThreadDump at 2026/03/07 10:00:00
              Thread #1 "main" [RUNNABLE] nid=0x814
                java.util.Arrays.copyOf Arrays.java:3210
                shop.Orders.load Orders.java:31
                shop.Main$$Lambda$7/0x00000000F03876A0.run -
                Holds 0x00000000FFE26A18 of shop.Orders
              Thread #31 "worker \"7\"" [BLOCKED] nid=0x815
                shop.Orders.pay Orders.java:9
                WantsToLock 0x00000000FFE26A18 of shop.Orders
              Thread "JIT Compilation Thread-0" [WAITING]
            residue Text "going on\n"
        "#]],
    );
}

#[test]
fn jrockit() {
    check(
        "\
===== FULL THREAD DUMP ===============
Fri Jun  4 08:22:12 2010
Oracle JRockit(R) R28.0.0-679-130297-1.6.0_17-20100312-2123-windows-ia32

\"Main Thread\" id=1 idx=0x4 tid=1 prio=5 alive, in native, waiting
    -- Waiting for notification on: shop/Srvr@0x646ede8[fat lock]
    at jrockit/vm/Threads.waitForNotifySignal(JLjava/lang/Object;)Z(Native Method)
    at java/lang/Object.wait(J)V(Native Method)
    at shop/Srvr.waitForDeath(Srvr.java:919)
    ^-- Lock released while waiting: shop/Srvr@0x646ede8[fat lock]
    at jrockit/vm/RNI.c2java(IIIII)V(Native Method)
    -- end of trace

\"(Signal Handler)\" id=2 idx=0x8 tid=2 prio=5 alive, in native, daemon

\"Thread-1\" id=12 idx=0x3c tid=25064 prio=5 alive, blocked, native_blocked
    -- Blocked trying to get lock: java/lang/String@0x1019A2C8[thin lock]
    at shop/Transfer.both(Transfer.java:6)
    ^-- Holding lock: java/lang/String@0x1019A2F0[thin lock]
    -- end of trace

Circular (deadlocked) lock chains
=================================
Chain 2:
\"Thread-1\" id=12 idx=0x3c tid=25064 waiting for java/lang/String@0x1019A2C8 held by:
\"Thread-0\" id=11 idx=0x38 tid=25063 in chain 1

===== END OF THREAD DUMP ===============
",
        expect![[r#"
            ThreadDump at Jun  4 08:22:12
              Thread #1 "Main Thread" [WAITING]
                jrockit.vm.Threads.waitForNotifySignal -
                java.lang.Object.wait -
                shop.Srvr.waitForDeath Srvr.java:919
                jrockit.vm.RNI.c2java -
                WaitsFor 0x646ede8 of shop.Srvr
              Thread #2 "(Signal Handler)" [RUNNABLE]
              Thread #12 "Thread-1" [BLOCKED]
                shop.Transfer.both Transfer.java:6
                WantsToLock 0x1019A2C8 of java.lang.String
                Holds 0x1019A2F0 of java.lang.String
            residue Text "===== FULL THREAD DUMP ===============\nFri Jun  4 08:22:12 2010\nOracle JRockit(R) R28.0.0-679-130297-1.6.0_17-20100312-2123-windows-ia32\n"
            residue Text "Circular (deadlocked) lock chains\n=================================\nChain 2:\n\"Thread-1\" id=12 idx=0x3c tid=25064 waiting for java/lang/String@0x1019A2C8 held by:\n\"Thread-0\" id=11 idx=0x38 tid=25063 in chain 1\n"
            residue Text "===== END OF THREAD DUMP ===============\n"
        "#]],
    );
}

#[test]
fn a_javacore_without_threads_is_text() {
    let text = "0SECTION       TITLE subcomponent dump routine\n1TICHARSET     UTF-8\nNULL\n";
    let parsed = parsed_in_bounds(text.as_bytes());
    assert_eq!((parsed.crashes.len(), parsed.residue[0].span.clone()), (0, 0..text.len()));
}
