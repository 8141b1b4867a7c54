//! A part of the graph as text for drawing programs.

use fupan_locale::Language;

use crate::{Node, NodeId, NodeKind, Subgraph};

impl Subgraph {
    /// The graph in the DOT language of Graphviz.
    #[must_use]
    pub fn dot(&self, language: Language) -> String {
        let mut text = String::from("digraph fupan {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
        for node in &self.nodes {
            let shape = match node.id.kind() {
                NodeKind::Incident => "box",
                NodeKind::Pattern => "ellipse",
                NodeKind::Service | NodeKind::Project => "component",
                NodeKind::Symbol => "plaintext",
            };
            line(
                &mut text,
                format_args!(
                    "  {} [label={}, shape={shape}];",
                    quoted(&node.id.to_string()),
                    quoted(&label(node, language))
                ),
            );
        }
        for link in &self.links {
            let (from, to) = (quoted(&link.from.to_string()), quoted(&link.to.to_string()));
            line(&mut text, format_args!("  {from} -> {to} [label={}];", quoted(link.kind.as_str())));
        }
        text.push_str("}\n");
        text
    }

    /// The graph as a Mermaid flow chart.
    #[must_use]
    pub fn mermaid(&self, language: Language) -> String {
        let mut text = String::from("flowchart LR\n");
        for (number, node) in self.nodes.iter().enumerate() {
            line(&mut text, format_args!("  n{number}[\"{}\"]", entities(&label(node, language))));
        }
        for link in &self.links {
            let number = |id: &NodeId| self.nodes.iter().position(|node| node.id == *id);
            if let (Some(from), Some(to)) = (number(&link.from), number(&link.to)) {
                line(&mut text, format_args!("  n{from} -->|{}| n{to}", link.kind.as_str()));
            }
        }
        text
    }
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    text.push_str(&format!("{content}\n"));
}

/// The id, and the name on a line of its own where there is one.
fn label(node: &Node, language: Language) -> String {
    match node.name.read(language) {
        Some(name) => format!("{}\n{}", node.id.name(), name.text),
        None => node.id.name().to_owned(),
    }
}

/// A DOT string: quotes and backslashes escaped, line breaks as `\n`, other control characters dropped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for next in text.chars() {
        match next {
            '"' | '\\' => quoted.extend(['\\', next]),
            '\n' => quoted.push_str("\\n"),
            next if next.is_control() => {}
            next => quoted.push(next),
        }
    }
    quoted.push('"');
    quoted
}

/// Mermaid text: everything that has a meaning of its own as an entity.
fn entities(text: &str) -> String {
    let mut safe = String::new();
    for next in text.chars() {
        match next {
            '\n' => safe.push_str("<br/>"),
            '"' | '#' | '&' | '<' | '>' | '`' | '|' | '[' | ']' | '{' | '}' | '\\' | ';' => {
                safe.push_str(&format!("#{};", u32::from(next)));
            }
            next if next.is_control() => {}
            next => safe.push(next),
        }
    }
    safe
}
