//! Builds a graph from records, in any order.

use fupan_model::{Annotation, Localized, Pattern, PatternId, Postmortem, PostmortemId};
use rustc_hash::FxHashMap;

use crate::graph::{Graph, StoredLink};
use crate::symbol::package_of;
use crate::{LinkKind, NodeId, NodeKind};

/// Longest name of a trigger, in characters.
const TRIGGER_NAME: usize = 72;

/// Collects nodes and links; [`GraphBuilder::build`] gives the same graph whatever the order was.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    nodes: Vec<Gathered>,
    places: FxHashMap<NodeId, u32>,
    links: Vec<StoredLink>,
    aliases: Vec<(String, u32)>,
}

/// A node that was named.
#[derive(Debug)]
struct Gathered {
    id: NodeId,
    name: Localized,
    /// Whether its record was added; what has no record is there as soon as it is named.
    is_added: bool,
}

impl GraphBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pattern, its place in the tree and its rule.
    pub fn add_pattern(&mut self, pattern: &Pattern) {
        let node = self.add(NodeId::pattern(&pattern.id), &pattern.name);
        for alias in &pattern.aliases {
            self.aliases.push((alias.to_string(), node));
        }
        if let Some(parent) = &pattern.parent {
            let parent = self.place(NodeId::pattern(parent));
            self.link(node, parent, LinkKind::ChildOf, node);
        }
        if let Some(rule) = &pattern.guideline {
            let rule = self.add(NodeId::new(NodeKind::Guideline, pattern.id.as_str()), rule);
            self.link(node, rule, LinkKind::AvoidedBy, node);
        }
    }

    /// Adds an incident and what it is linked to.
    pub fn add_postmortem(&mut self, postmortem: &Postmortem) {
        let node = self.add(NodeId::incident(postmortem.id), &postmortem.title);
        for alias in &postmortem.aliases {
            self.aliases.push((alias.clone(), node));
        }
        for cause in &postmortem.root_causes {
            self.refer(node, NodeId::pattern(&cause.pattern), cause.role.into());
            cause.apis.iter().for_each(|api| self.involve(node, api));
        }
        postmortem.symbols.iter().for_each(|symbol| self.involve(node, symbol));
        for service in &postmortem.services {
            self.refer(node, NodeId::new(NodeKind::Service, service), LinkKind::InService);
        }
        if let Some(project) = &postmortem.project {
            self.refer(node, NodeId::new(NodeKind::Project, project), LinkKind::InProject);
        }
        for relation in &postmortem.similar {
            self.refer(node, NodeId::incident(relation.id), relation.kind.into());
        }
        for affected in &postmortem.affected {
            let package = affected.package.as_ref().unwrap_or(&affected.module);
            self.refer(node, NodeId::new(NodeKind::Package, package), LinkKind::Affects);
            affected.symbols.iter().for_each(|symbol| self.involve(node, symbol));
        }
        if let Some(trigger) = postmortem.trigger.known() {
            self.add_trigger(node, trigger);
        }
        self.add_guidelines(node, postmortem);
    }

    /// Adds the family fingerprint of a stack that an incident published.
    pub fn add_fingerprint(&mut self, id: PostmortemId, fingerprint: &str) {
        let node = self.place(NodeId::incident(id));
        self.refer(node, NodeId::new(NodeKind::Fingerprint, fingerprint), LinkKind::ShowsStack);
    }

    /// Adds what an engineer wrote about an incident.
    pub fn add_annotation(&mut self, id: PostmortemId, annotation: &Annotation) {
        let node = self.place(NodeId::incident(id));
        // An annotation is written in one language; a reader of the other gets it too.
        let text = Localized::english(annotation.text.clone());
        let to = self.add(NodeId::new(NodeKind::Annotation, format!("{id}/{}", annotation.id)), &text);
        self.link(node, to, LinkKind::AnnotatedBy, node);
    }

    /// Adds a word that the texts of an incident are about.
    pub fn add_keyword(&mut self, id: PostmortemId, keyword: &str) {
        let node = self.place(NodeId::incident(id));
        self.refer(node, NodeId::new(NodeKind::Keyword, keyword), LinkKind::Mentions);
    }

    fn add_trigger(&mut self, node: u32, trigger: &Localized) {
        let Some(text) = trigger.en.as_deref().or(trigger.zh.as_deref()) else { return };
        let name = trigger_name(text);
        if !name.is_empty() {
            let to = self.add(NodeId::new(NodeKind::Trigger, name), trigger);
            self.link(node, to, LinkKind::TriggeredBy, node);
        }
    }

    fn add_guidelines(&mut self, node: u32, postmortem: &Postmortem) {
        let first: Option<&PatternId> = postmortem.root_causes.first().map(|cause| &cause.pattern);
        for (number, guideline) in (1..).zip(&postmortem.guideline) {
            let id = NodeId::new(NodeKind::Guideline, format!("{}/{number}", postmortem.id));
            let rule = self.add(id, &guideline.rule);
            self.link(node, rule, LinkKind::Teaches, node);
            if let Some(pattern) = guideline.pattern.as_ref().or(first) {
                let pattern = self.place(NodeId::pattern(pattern));
                self.link(pattern, rule, LinkKind::AvoidedBy, node);
            }
        }
    }

    fn involve(&mut self, node: u32, symbol: &str) {
        if symbol.trim().is_empty() {
            return;
        }
        let to = self.place(NodeId::new(NodeKind::Symbol, symbol));
        self.link(node, to, LinkKind::Involves, node);
        if let Some(package) = package_of(symbol) {
            let package = self.place(NodeId::new(NodeKind::Package, package));
            self.link(to, package, LinkKind::InPackage, node);
        }
    }

    fn refer(&mut self, node: u32, to: NodeId, kind: LinkKind) {
        if !to.name().trim().is_empty() {
            let to = self.place(to);
            self.link(node, to, kind, node);
        }
    }

    fn link(&mut self, from: u32, to: u32, kind: LinkKind, source: u32) {
        if from != to {
            self.links.push(StoredLink { from, to, kind, source });
        }
    }

    /// The place of a node whose record was read. Of two names the smaller one counts, so that order does not.
    fn add(&mut self, id: NodeId, name: &Localized) -> u32 {
        let place = self.place(id);
        if let Some(node) = self.nodes.get_mut(place as usize) {
            let key = |name: &Localized| (name.zh.clone(), name.en.clone());
            if !node.is_added || key(name) < key(&node.name) {
                node.name = name.clone();
            }
            node.is_added = true;
        }
        place
    }

    fn place(&mut self, id: NodeId) -> u32 {
        if let Some(place) = self.places.get(&id) {
            return *place;
        }
        let place = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.places.insert(id.clone(), place);
        self.nodes.push(Gathered { id, name: Localized::default(), is_added: false });
        place
    }

    /// The graph. A link to an incident or pattern that was never added is left out, and so is what only it names.
    #[must_use]
    pub fn build(self) -> Graph {
        let Self { nodes, places, mut links, aliases } = self;
        drop(places);
        let needs_record = |node: &Gathered| matches!(node.id.kind(), NodeKind::Incident | NodeKind::Pattern);
        let is_there: Vec<bool> = nodes.iter().map(|node| node.is_added || !needs_record(node)).collect();
        let has = |place: u32| is_there.get(place as usize).copied().unwrap_or(false);
        links.retain(|link| has(link.from) && has(link.to) && has(link.source));
        let mut is_named: Vec<bool> = nodes.iter().map(|node| node.is_added).collect();
        for end in links.iter().flat_map(|link| [link.from, link.to]) {
            if let Some(named) = is_named.get_mut(end as usize) {
                *named = true;
            }
        }
        let mut numbered: Vec<(u32, Gathered)> = (0..).zip(nodes).collect();
        numbered.retain(|(place, _)| is_named.get(*place as usize).copied().unwrap_or(false));
        numbered.sort_unstable_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let mut moved = vec![u32::MAX; is_named.len()];
        for (new, (old, _)) in (0..).zip(&numbered) {
            if let Some(place) = moved.get_mut(*old as usize) {
                *place = new;
            }
        }
        let new = |old: u32| moved.get(old as usize).copied().unwrap_or(u32::MAX);
        for link in &mut links {
            *link = StoredLink {
                from: new(link.from),
                to: new(link.to),
                kind: link.kind,
                source: new(link.source),
            };
        }
        // Of several records that say the same the first is named.
        links.sort_unstable();
        links.dedup_by_key(|link| (link.from, link.to, link.kind));
        let mut aliases: Vec<(String, u32)> =
            aliases.into_iter().map(|(alias, old)| (alias, new(old))).collect();
        aliases.sort_unstable();
        let nodes = numbered.into_iter().map(|(_, node)| (node.id, node.name));
        Graph::of(nodes, links, &aliases)
    }
}

/// The words of a trigger in a form in which the same trigger is written alike: lower case, single blanks, without
/// the full stop. A long one is cut, and a number tells it from others that begin alike.
fn trigger_name(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let whole = words.join(" ");
    let whole = whole.trim_end_matches(['.', '。', '!', '！']);
    if whole.chars().count() <= TRIGGER_NAME {
        return whole.to_owned();
    }
    let cut: String = whole.chars().take(TRIGGER_NAME).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{cut}…{:04x}", hash_of(whole) & 0xffff)
}

/// FNV-1a: the same on every machine.
fn hash_of(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
