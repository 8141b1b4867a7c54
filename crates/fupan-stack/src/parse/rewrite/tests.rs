use super::*;

fn text(input: &[u8]) -> Option<String> {
    rewrite(input, 0, Form::of(input)).map(|rewritten| String::from_utf8(rewritten.text).unwrap())
}

#[test]
fn plain_text_is_left_alone() {
    for input in
        [&b""[..], b"panic: x\n", b"C:\\new\\main.go:12\n", "订单\n".as_bytes(), b"\xe8\xae\xa2\xe5\x8d x\n"]
    {
        assert_eq!(text(input), None, "{input:?}");
    }
}

#[test]
fn utf16_of_either_order() {
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes = |text: &str| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let input = bytes("\u{feff}panic: 订单\nb");
        let rewritten = rewrite(&input, 0, Form::of(&input)).unwrap();
        assert_eq!(rewritten.text, "panic: 订单\nb".as_bytes());
        let sources: Vec<_> = rewritten.records.iter().map(|record| record.source.clone()).collect();
        assert_eq!(sources, [0..22, 22..24]);
        assert_eq!(text(&bytes("goroutine 7 [running]:\n")).as_deref(), Some("goroutine 7 [running]:\n"));
    }
}

#[test]
fn gb18030_line_by_line() {
    let mut input = b"goroutine 7 [running]:\n".to_vec();
    input.extend_from_slice(b"panic: \xb6\xa9\xb5\xa5\xb2\xbb\xb4\xe6\xd4\xda\n");
    let rewritten = rewrite(&input, 100, Form::of(&input)).unwrap();
    assert_eq!(rewritten.text, "goroutine 7 [running]:\npanic: 订单不存在\n".as_bytes());
    assert_eq!(rewritten.records[1].source, 123..141);
}

#[test]
fn records() {
    let stack = r"goroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n";
    let plain = "goroutine 7 [running]:\nmain.main()\n\t/src/main.go:9 +0x25\n\n\n";
    for (line, opened) in [
        (format!(r#"{{"ts":1.5,"msg":"died","stack":"{stack}"}}"#), format!("died\n{plain}")),
        (format!(r#"time=2026-03-07T10:00:00Z msg="x" stack="{stack}""#), plain.to_owned()),
        (format!(r"10:00 {stack}"), format!("10:00 {}", plain.trim_end().to_owned() + "\n")),
        (r#"{"log":"panic: a\n","stream":"stderr"}"#.to_owned(), "panic: a\n".to_owned()),
        ("\x1b[31mpanic: a\x1b[0m\n".to_owned(), "panic: a\n".to_owned()),
        ("a\rb\rc".to_owned(), "a\nb\nc".to_owned()),
        (r#"{"message":"main.main()","x":1}"#.to_owned(), "main.main()\n".to_owned()),
    ] {
        assert_eq!(text(line.as_bytes()).as_deref(), Some(&*opened), "{line}");
    }
}

#[test]
fn a_record_in_a_decoded_text_stands_where_it_was() {
    let mut input = b"one\ntwo\nthree \xb6\xa9\xb5\xa5\xb2\xbb\xb4\xe6\xd4\xda\nfour\nfive\n".to_vec();
    let start = input.len();
    input.extend_from_slice(br#"{"msg":"x","stack":"goroutine 7 [running]:\nmain.a()\n\t/a.go:1"}"#);
    input.extend_from_slice(b"\nsix\n");
    let rewritten = rewrite(&input, 0, Form::of(&input)).unwrap();
    let record = rewritten.records.iter().find(|record| record.source.start == start).unwrap();
    assert_eq!(record.source, start..input.len() - 4);
    assert!(rewritten.records.is_sorted_by_key(|record| record.source.start));
}
