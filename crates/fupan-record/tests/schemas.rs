//! The committed schemas are those of the types. `UPDATE_EXPECT=1 cargo test -p fupan-record` writes them anew.

use std::path::Path;

use expect_test::expect_file;

#[test]
fn are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    for (name, schema) in fupan_record::schemas() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        expect_file![folder.join(name)].assert_eq(&text);
    }
}
