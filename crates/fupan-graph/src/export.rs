//! A part of the graph as text for other programs: Graphviz, Mermaid, and whatever reads GraphML (yEd, Gephi, networkx).

use std::collections::BTreeMap;

use fupan_locale::{Language, xml_text};

use crate::{Node, NodeId, NodeKind, Subgraph};

const GRAPHML_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="link" for="edge" attr.name="kind" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <key id="strength" for="edge" attr.name="strength" attr.type="double"/>
  <key id="source" for="edge" attr.name="source" attr.type="string"/>
  <graph id="fupan" edgedefault="directed">
"#;

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
                NodeKind::Symbol | NodeKind::Package => "plaintext",
                NodeKind::Fingerprint => "hexagon",
                NodeKind::Trigger => "cds",
                NodeKind::Guideline | NodeKind::Annotation => "note",
                NodeKind::Keyword => "underline",
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

    /// The graph as GraphML. Attributes have types; what a node is and what a link says are theirs.
    #[must_use]
    pub fn graphml(&self, language: Language) -> String {
        let mut text = String::from(GRAPHML_HEAD);
        for node in &self.nodes {
            line(&mut text, format_args!("    <node id=\"{}\">", xml_text(&node.id.to_string())));
            data(&mut text, "kind", node.id.kind().as_str());
            let name = node.name.read(language);
            data(&mut text, "name", name.map_or(node.id.name(), |name| name.text));
            text.push_str("    </node>\n");
        }
        for (number, link) in self.links.iter().enumerate() {
            let (from, to) = (xml_text(&link.from.to_string()), xml_text(&link.to.to_string()));
            line(&mut text, format_args!("    <edge id=\"e{number}\" source=\"{from}\" target=\"{to}\">"));
            data(&mut text, "link", link.kind.as_str());
            data(&mut text, "weight", &link.weight.to_string());
            data(&mut text, "strength", &format!("{:.4}", link.strength));
            data(&mut text, "source", &link.source.to_string());
            text.push_str("    </edge>\n");
        }
        text.push_str("  </graph>\n</graphml>\n");
        text
    }

    /// The graph as a Mermaid flow chart.
    #[must_use]
    pub fn mermaid(&self, language: Language) -> String {
        let mut text = String::from("flowchart LR\n");
        for (number, node) in self.nodes.iter().enumerate() {
            line(&mut text, format_args!("  n{number}[\"{}\"]", entities(&label(node, language))));
        }
        let numbers: BTreeMap<&NodeId, usize> = self.nodes.iter().map(|node| &node.id).zip(0..).collect();
        for link in &self.links {
            if let (Some(from), Some(to)) = (numbers.get(&link.from), numbers.get(&link.to)) {
                line(&mut text, format_args!("  n{from} -->|{}| n{to}", link.kind.as_str()));
            }
        }
        text
    }
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    text.push_str(&format!("{content}\n"));
}

fn data(text: &mut String, key: &str, value: &str) {
    line(text, format_args!("      <data key=\"{key}\">{}</data>", xml_text(value)));
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
