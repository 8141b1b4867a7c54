//! How many documents a second go into a text index.
//!
//! | way | what |
//! |---|---|
//! | tantivy-jieba | one field, what that tokenizer does as it comes: see [`JiebaTokenizer`] |
//! | words | one field, the words of `fupan_text` alone, as a program would have it that embeds the analysis |
//! | all fields | the text index as it is: words, identifiers, pairs of characters, their lengths, ids |
//! | already split | one field of texts that are the tokens of either with spaces between them: the upper limit |
//!
//! All have positions and end with a commit into a folder. With two threads each makes an index of one half. Time is the
//! processor's, of all threads together, so that others on the machine do not count; the clock is shown beside it. All
//! run in turn, and the median of each is taken. What two threads cost each other shows in the scaling: how many times
//! as fast they are, if each has a core.

use std::ops::Range;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use fupan_search::{Document, TextIndexWriter};
use fupan_text::Analyzer;
use jieba_rs::Jieba;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::Tokenizer;
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::tokenizers::{JiebaTokenizer, SpaceTokenizer, WordTokenizer, split};

const DOCUMENTS: usize = 116_000;
const ROUNDS: usize = 3;
const THREADS: [usize; 2] = [1, 2];
/// Memory for documents that are not yet on the disk: enough for one segment.
const BUFFER: usize = 1_000_000_000;

/// A way to make an index of some of the documents.
struct Way<'a> {
    name: &'static str,
    index: Box<dyn Fn(Range<usize>) + Sync + 'a>,
    /// For each number of threads, what each round took.
    times: [Vec<Times>; 2],
}

/// Of one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Times {
    processor: Duration,
    clock: Duration,
}

/// Makes indexes of the texts, repeated until there are enough, in every way.
pub(crate) fn compare(texts: &[String], jieba: Jieba) {
    let bytes: usize = repeated(texts, 0..DOCUMENTS).map(String::len).sum();
    println!("{DOCUMENTS} documents of {} bytes, {} different", bytes / DOCUMENTS, texts.len());
    let analyzer = Arc::new(Analyzer::new());
    let (own, jieba) = (WordTokenizer::new(&analyzer), JiebaTokenizer::new(jieba));
    let (own_split, jieba_split) = (split(texts, own.clone()), split(texts, jieba.clone()));
    let space = SpaceTokenizer::default();
    let mut ways = [
        Way::new("tantivy-jieba", |part| one_field(texts, part, jieba.clone())),
        Way::new("words", |part| one_field(texts, part, own.clone())),
        Way::new("all fields", |part| all_fields(texts, part, &analyzer)),
        Way::new("tantivy-jieba, already split", |part| one_field(&jieba_split, part, space.clone())),
        Way::new("words, already split", |part| one_field(&own_split, part, space.clone())),
    ];
    for _ in 0..ROUNDS {
        ways.iter_mut().for_each(Way::measure);
    }
    let baseline = ways.first().unwrap().medians().first().unwrap().processor;
    ways.iter().for_each(|way| way.print(baseline, bytes));
}

fn repeated(texts: &[String], part: Range<usize>) -> impl Iterator<Item = &String> {
    texts.iter().cycle().skip(part.start % texts.len()).take(part.len())
}

impl<'a> Way<'a> {
    fn new(name: &'static str, index: impl Fn(Range<usize>) + Sync + 'a) -> Self {
        Self { name, index: Box::new(index), times: [Vec::new(), Vec::new()] }
    }

    fn measure(&mut self) {
        let index = &self.index;
        for (threads, times) in THREADS.into_iter().zip(&mut self.times) {
            let (processor, clock) = (ProcessTime::now(), Instant::now());
            let share = DOCUMENTS / threads;
            thread::scope(|scope| {
                for thread in 0..threads {
                    scope.spawn(move || index(thread * share..(thread + 1) * share));
                }
            });
            times.push(Times { processor: processor.elapsed(), clock: clock.elapsed() });
        }
    }

    fn medians(&self) -> [Times; 2] {
        self.times.clone().map(|mut times| {
            times.sort_unstable();
            times.into_iter().nth(ROUNDS / 2).unwrap()
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of documents")]
    fn print(&self, baseline: Duration, bytes: usize) {
        let [one, two] = self.medians();
        let a_second = |time: Duration| DOCUMENTS as f64 / time.as_secs_f64();
        println!(
            "{:<29} {:>7.0} documents/s, {:>5.1} MB/s, {:.2} times tantivy-jieba, by the clock {:>7.0}; \
             two threads {:>7.0}, scaling {:.2}, by the clock {:>7.0}",
            self.name,
            a_second(one.processor),
            bytes as f64 / one.processor.as_secs_f64() / 1e6,
            baseline.as_secs_f64() / one.processor.as_secs_f64(),
            a_second(one.clock),
            2.0 * a_second(two.processor),
            2.0 * one.processor.as_secs_f64() / two.processor.as_secs_f64(),
            a_second(two.clock),
        );
    }
}

fn one_field(texts: &[String], part: Range<usize>, tokenizer: impl Tokenizer) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("measured")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create_in_dir(folder.path(), schema.build()).unwrap();
    index.tokenizers().register("measured", tokenizer);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, BUFFER).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for text in repeated(texts, part) {
        let mut document = TantivyDocument::new();
        document.add_text(field, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
}

fn all_fields(texts: &[String], part: Range<usize>, analyzer: &Analyzer) {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = TextIndexWriter::open(folder.path()).unwrap();
    for (number, text) in repeated(texts, part).enumerate() {
        let (id, body) = (format!("RPL-{number}"), vec![text.clone()]);
        writer.put(&Document { id, body, ..Document::default() }, analyzer).unwrap();
    }
    writer.commit(1).unwrap();
}
