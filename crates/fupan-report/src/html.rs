//! Markdown to a page that stands alone: style and pictures inside, no script, nothing fetched.

use fupan_locale::{Language, ReportLabel, xml_text};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::Document;

/// What of Markdown is understood.
pub(crate) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_HEADING_ATTRIBUTES);

const STYLE: &str = include_str!("../templates/style.css");

/// The page of a report.
#[must_use]
pub fn html(document: &Document) -> String {
    let (body, headings) = body(document);
    let title = headings.iter().find(|it| it.level == HeadingLevel::H1).map_or("fupan", |it| &it.text);
    let language = match document.language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let title = xml_text(title);
    // The contents stand behind the title and what is said of it as a whole.
    let first_chapter = body.find("<h2 ").unwrap_or_default();
    let (head, chapters) = body.split_at_checked(first_chapter).unwrap_or((&body, ""));
    let contents = contents(&headings, document.language);
    let footer = match document.footer.as_str() {
        "" => String::new(),
        footer => format!("<footer>{}</footer>\n", xml_text(footer)),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{head}{contents}{chapters}</main>\n{footer}</body>\n</html>\n"
    )
}

/// Links to the chapters, where there are several.
fn contents(headings: &[Heading], language: Language) -> String {
    let chapters: Vec<&Heading> = headings.iter().filter(|it| it.level == HeadingLevel::H2).collect();
    if chapters.len() < 2 {
        return String::new();
    }
    let label = ReportLabel::Contents.render(language);
    let line = |it: &&Heading| {
        format!("<li><a href=\"#{}\">{}</a></li>\n", xml_text(&it.anchor), xml_text(&it.text))
    };
    let lines: String = chapters.iter().map(line).collect();
    format!("<nav aria-label=\"{label}\">\n<p>{label}</p>\n<ol>\n{lines}</ol>\n</nav>\n")
}

struct Heading {
    level: HeadingLevel,
    anchor: String,
    text: String,
}

fn body(document: &Document) -> (String, Vec<Heading>) {
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    let mut inside_heading = false;
    let mut inside_picture = false;
    for event in Parser::new_ext(&document.markdown, OPTIONS) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let anchor = id.map_or_else(|| format!("s{}", headings.len() + 1), |id| id.to_string());
                events.push(Event::Html(format!("<{level} id=\"{}\">", xml_text(&anchor)).into()));
                headings.push(Heading { level, anchor, text: String::new() });
                inside_heading = true;
            }
            Event::End(TagEnd::Heading(level)) => {
                events.push(Event::Html(format!("</{level}>\n").into()));
                inside_heading = false;
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let picture = dest_url.strip_prefix("picture:").and_then(|name| document.pictures.get(name));
                let picture = picture.map_or("", String::as_str);
                events.push(Event::InlineHtml(format!("<span class=\"picture\">{picture}</span>").into()));
                inside_picture = true;
            }
            Event::End(TagEnd::Image) => inside_picture = false,
            _ if inside_picture => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = if is_harmless(&dest_url) { dest_url } else { CowStr::Borrowed("#") };
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            // Markup within data stays text.
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Table(columns)) => {
                events.push(Event::Html("<div class=\"table\">".into()));
                events.push(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html("</div>\n".into()));
            }
            other => {
                if let (true, Event::Text(text) | Event::Code(text)) = (inside_heading, &other)
                    && let Some(heading) = headings.last_mut()
                {
                    heading.text.push_str(text);
                }
                events.push(other);
            }
        }
    }
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, events.into_iter());
    (body, headings)
}

/// A link leads to a page, a place of this page, or a file beside it.
pub(crate) fn is_harmless(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|it| scheme.eq_ignore_ascii_case(it)),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(markdown: &str, expect: &Expect) {
        let pictures = [("shares".to_owned(), "<svg/>".to_owned())].into();
        let document = Document { markdown: markdown.to_owned(), pictures, ..Document::default() };
        expect.assert_eq(&body(&document).0);
    }

    #[test]
    fn headings_pictures_tables_and_links() {
        check(
            "# A `b`\n\n## C {#RPL-2016-0003}\n\n![Shares](picture:shares)\n\n[x](#RPL-2016-0003)\n\n|a|b|\n|-|-:|\n|1|2|\n",
            &expect![[r##"
                <h1 id="s1">A <code>b</code></h1>
                <h2 id="RPL-2016-0003">C</h2>
                <p><span class="picture"><svg/></span></p>
                <p><a href="#RPL-2016-0003">x</a></p>
                <div class="table"><table><thead><tr><th>a</th><th style="text-align: right">b</th></tr></thead><tbody>
                <tr><td>1</td><td style="text-align: right">2</td></tr>
                </tbody></table>
                </div>
            "##]],
        );
    }

    #[test]
    fn markup_in_data_stays_text() {
        check(
            "a <script>alert(1)</script>\n\n<iframe src=x>\n\n[x](javascript:alert(1))\n",
            &expect![[r##"
                <p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>
                <p>&lt;iframe src=x&gt;
                </p>
                <p><a href="#">x</a></p>
            "##]],
        );
    }

    #[test]
    fn a_page_stands_alone() {
        let markdown = "# A < B\n\n## C\n\n## D\n".to_owned();
        let page = html(&Document {
            markdown,
            language: Language::Zh,
            footer: "x & y".to_owned(),
            ..Document::default()
        });
        for part in
            ["<title>A &lt; B</title>", "lang=\"zh-CN\"", "<li><a href=\"#s2\">C</a></li>", "x &amp; y"]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        for part in ["<script", "http:", "https:", "url(", "@import"] {
            assert!(!page.contains(part), "{part} in {page}");
        }
    }
}
