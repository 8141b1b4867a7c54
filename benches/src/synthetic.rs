//! Made-up incidents of any number, the same for the same number and seed.
//!
//! What they name is as skewed as what real ones name: causes follow Zipf's law over the patterns of the repository's
//! corpus, services over as many as a company with so many incidents has, and each service has causes, code and words
//! that it names more often than others do, so that incidents lie in groups. Symbols of the standard library are
//! shared by all, those of a service are its own. Repairs take log-normal times; one incident in thirty comes back.
//!
//! Nothing here happened: the incidents measure how much can be held and asked, never how well it is answered.

#![expect(clippy::indexing_slicing, reason = "places in lists of this file, below their lengths")]

use fupan_model::{
    ActionItem, ActionKind, ActionStatus, Affected, Confidence, DateKind, Detection, DetectionBy, Guideline,
    Known, Localized, Moment, Origin, PatternId, Postmortem, PostmortemId, PublishedStack, Relation,
    RelationKind, Resolution, Role, RootCause, Severity, Source, StackBasis, Status,
};

use crate::chance::{Chance, Zipf};
use crate::inputs::corpus;

const FIRST_YEAR: u16 = 2016;
const YEARS: usize = 10;
const SECONDS_PER_DAY: i64 = 86_400;
/// Functions of the standard library that are named.
const SHARED_SYMBOLS: usize = 600;
/// Functions that one service names.
const OWN_SYMBOLS: usize = 60;

const TRIGGERS: [(&str, &str); 12] = [
    ("发布新版本", "A new release was rolled out"),
    ("流量高峰", "Traffic reached its peak"),
    ("下游变慢", "A downstream service became slow"),
    ("配置变更", "A configuration was changed"),
    ("节点重启", "A node was restarted"),
    ("证书过期", "A certificate expired"),
    ("数据库主从切换", "The database failed over"),
    ("网络抖动", "The network lost packets for a while"),
    ("定时任务启动", "A scheduled job started"),
    ("客户端异常断开", "Clients disconnected without closing"),
    ("缓存整体失效", "The whole cache expired at once"),
    ("依赖升级", "A dependency was upgraded"),
];

const SYMPTOMS: [(&str, &str); 8] = [
    ("goroutine 数持续增长", "the number of goroutines grew without end"),
    ("请求全部超时", "all requests timed out"),
    ("进程因内存耗尽被杀死", "the process was killed for its memory"),
    ("进程 panic 后反复重启", "the process panicked and restarted over and over"),
    ("延迟升高十倍", "latency rose tenfold"),
    ("部分数据写入两次", "some data was written twice"),
    ("连接池耗尽", "the connection pool was exhausted"),
    ("CPU 占满", "the CPU was saturated"),
];

const PARTS: [&str; 8] = ["api", "cache", "client", "queue", "server", "store", "sync", "worker"];
const VERBS: [&str; 10] =
    ["Acquire", "Close", "Dispatch", "Flush", "Handle", "Load", "Publish", "Run", "Send", "Watch"];

/// The leaves of the repository's tree of patterns, by name: what [`synthetic_incidents`] names as causes.
///
/// # Panics
/// Where the corpus cannot be read.
#[must_use]
pub fn corpus_pattern_ids() -> Vec<PatternId> {
    let folder = std::fs::read_dir(corpus().join("patterns")).expect("the corpus has patterns");
    let names = folder.map(|entry| entry.expect("the folder can be listed").file_name());
    let names = names.filter_map(|name| name.to_str()?.strip_suffix(".md")?.parse().ok());
    let mut ids: Vec<PatternId> = names.collect();
    ids.sort();
    let families: Vec<PatternId> = ids.iter().filter_map(PatternId::parent).collect();
    ids.retain(|id| !families.contains(id));
    ids
}

/// So many incidents, in the order of their ids. At most 999,999 a year: ten million in all.
///
/// # Panics
/// Where the corpus, which gives the patterns, cannot be read.
#[must_use]
pub fn synthetic_incidents(count: usize, seed: u64) -> Vec<Postmortem> {
    let mut world = World::new(count, seed);
    let mut incidents: Vec<Postmortem> = Vec::with_capacity(count);
    for number in 0..count {
        let service = world.services.next(&mut world.chance);
        let incident = world.incident(number, count, service);
        if let Some(place) = world.last_of.get_mut(service) {
            *place = Some(incident.id);
        }
        incidents.push(incident);
    }
    incidents
}

/// What is drawn from.
struct World {
    chance: Chance,
    patterns: Vec<PatternId>,
    causes: Zipf,
    services: Zipf,
    shared_symbols: Zipf,
    own_symbols: Zipf,
    triggers: Zipf,
    symptoms: Zipf,
    /// By service its latest incident.
    last_of: Vec<Option<PostmortemId>>,
}

impl World {
    fn new(count: usize, seed: u64) -> Self {
        let patterns = corpus_pattern_ids();
        let services = (count / 60).clamp(12, 2_000);
        Self {
            chance: Chance::new(seed),
            causes: Zipf::new(patterns.len(), 1.0),
            patterns,
            services: Zipf::new(services, 0.9),
            shared_symbols: Zipf::new(SHARED_SYMBOLS, 1.0),
            own_symbols: Zipf::new(OWN_SYMBOLS, 0.8),
            triggers: Zipf::new(TRIGGERS.len(), 0.8),
            symptoms: Zipf::new(SYMPTOMS.len(), 0.7),
            last_of: vec![None; services],
        }
    }

    fn incident(&mut self, number: usize, count: usize, service: usize) -> Postmortem {
        let per_year = count.div_ceil(YEARS);
        let year = FIRST_YEAR + u16::try_from(number / per_year.max(1)).unwrap_or_default();
        let running = u32::try_from(number % per_year.max(1)).unwrap_or_default() + 1;
        let started = seconds_of(year) + self.within(365 * SECONDS_PER_DAY);
        let detected = started + self.log_normal(300.0, 1.2);
        let mitigated = detected + self.log_normal(1_800.0, 1.3);
        let resolved = mitigated + self.log_normal(14_400.0, 1.4);
        let root_causes = self.root_causes(service);
        let stack = self.stack(service);
        let name = service_name(service);
        let symptom = SYMPTOMS[self.symptoms.next(&mut self.chance)];
        let cause = root_causes.first().map_or_else(String::new, |cause| cause.pattern.to_string());
        let symbol = stack.first().cloned().unwrap_or_default();
        Postmortem {
            id: PostmortemId::new(year, running).expect("the number is small enough"),
            aliases: Vec::new(),
            title: Localized::both(format!("{name}：{}", symptom.0), format!("{name}: {}", symptom.1)),
            lang: None,
            status: Status::Final,
            severity: self.severity(),
            origin: Origin::Internal,
            project: Some(format!("team-{:02}", service % 40)),
            date: day(started),
            date_kind: DateKind::Incident,
            date_note: None,
            started_at: Some(time(started)),
            detected_at: self.often(0.9).then(|| time(detected)),
            acknowledged_at: None,
            mitigated_at: self.often(0.8).then(|| time(mitigated)),
            resolved_at: self.often(0.7).then(|| time(resolved)),
            closed_at: None,
            services: self.services_of(service),
            environment: Some("production".to_owned()),
            deploy_ids: Vec::new(),
            release: None,
            versions: None,
            vcs: None,
            build_id: None,
            runtime: None,
            request_ids: Vec::new(),
            trace_ids: Vec::new(),
            span_ids: Vec::new(),
            summary: Localized::both(
                format!("{name} 的 {symbol} 出现 {cause}，{}。", symptom.0),
                format!("In {name}, {} because {symbol} shows {cause}.", symptom.1),
            ),
            impact: None,
            background: None,
            timeline: Vec::new(),
            detection: Detection { by: self.detection(), text: None },
            trigger: self.trigger(),
            guideline: guideline(&root_causes, &symbol),
            root_causes,
            symbols: self.symbols(service),
            affected: vec![Affected {
                module: module_of(service),
                package: Some(format!("{}/{}", module_of(service), PARTS[self.chance.below(PARTS.len())])),
                introduced: None,
                fixed: None,
                symbols: Vec::new(),
            }],
            five_whys: Vec::new(),
            resolution: Resolution {
                fix: Known::Known(Localized::both(format!("修正 {symbol}"), format!("{symbol} was mended"))),
                ..Resolution::default()
            },
            action_items: self.action_items(resolved),
            lessons: None,
            wrong_turns: Vec::new(),
            first_check: None,
            similar: self.relations(service),
            stacks: published(stack),
            evidence: Vec::new(),
            verify: None,
            sources: vec![Source {
                url: format!("https://example.com/incidents/{number}"),
                archive_url: None,
                read_at: None,
                basis: None,
            }],
            evidence_basis: Localized::both("生成的测试数据", "generated for measurements"),
            confidence: Confidence::Low,
            body: String::new(),
            annotations: Vec::new(),
            corrections: Vec::new(),
        }
    }

    fn often(&mut self, share: f64) -> bool {
        self.chance.fraction() < share
    }

    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a number that fits")]
    #[expect(clippy::cast_precision_loss, reason = "seconds of a year")]
    fn within(&mut self, seconds: i64) -> i64 {
        (self.chance.fraction() * seconds as f64) as i64
    }

    /// Seconds of this median, by Box and Muller.
    #[expect(clippy::cast_possible_truncation, reason = "at most thirty days")]
    fn log_normal(&mut self, median: f64, spread: f64) -> i64 {
        let radius = (-2.0 * (1.0 - self.chance.fraction()).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * self.chance.fraction()).cos();
        (median * (spread * normal).exp()).clamp(1.0, 30.0 * 86_400.0) as i64
    }

    fn root_causes(&mut self, service: usize) -> Vec<RootCause> {
        let mut causes = vec![self.cause(service, Role::Root)];
        for (role, share) in [(Role::Direct, 0.4), (Role::Latent, 0.15)] {
            if self.often(share) {
                let cause = self.cause(service, role);
                if causes.iter().all(|known| known.pattern != cause.pattern) {
                    causes.push(cause);
                }
            }
        }
        causes
    }

    /// Half of the causes are those that the service is prone to.
    fn cause(&mut self, service: usize, role: Role) -> RootCause {
        let rank = self.causes.next(&mut self.chance);
        let shift = if self.often(0.5) { service * 7 } else { 0 };
        let pattern = self.patterns[(rank + shift) % self.patterns.len()].clone();
        RootCause { pattern, role, cause: None, confidence: None, go_versions: None, apis: Vec::new() }
    }

    fn symbols(&mut self, service: usize) -> Vec<String> {
        let mut symbols: Vec<String> =
            (0..1 + self.chance.poisson(2.0)).map(|_| self.symbol(service)).collect();
        symbols.sort();
        symbols.dedup();
        symbols
    }

    fn symbol(&mut self, service: usize) -> String {
        if self.often(0.4) {
            shared_symbol(self.shared_symbols.next(&mut self.chance))
        } else {
            own_symbol(service, self.own_symbols.next(&mut self.chance))
        }
    }

    /// Innermost first: of the standard library, then of the service. One incident in three has none.
    fn stack(&mut self, service: usize) -> Vec<String> {
        if self.often(1.0 / 3.0) {
            return Vec::new();
        }
        let shared = 1 + self.chance.poisson(1.0);
        let own = 1 + self.chance.poisson(3.0);
        let mut frames: Vec<String> =
            (0..shared).map(|_| shared_symbol(self.shared_symbols.next(&mut self.chance))).collect();
        frames.extend((0..own).map(|_| own_symbol(service, self.own_symbols.next(&mut self.chance))));
        frames.dedup();
        frames
    }

    /// One incident in five reaches the service that calls it.
    fn services_of(&mut self, service: usize) -> Vec<String> {
        let mut names = vec![service_name(service)];
        if self.often(0.2) {
            let other = (service / 3 + 1) % self.last_of.len();
            if other != service {
                names.push(service_name(other));
            }
        }
        names
    }

    fn relations(&mut self, service: usize) -> Vec<Relation> {
        let Some(id) = self.last_of.get(service).copied().flatten() else { return Vec::new() };
        if !self.often(1.0 / 30.0) {
            return Vec::new();
        }
        let why = Localized::both("同一缺陷再次出现", "the same defect came back");
        vec![Relation { id, kind: RelationKind::Regression, why }]
    }

    fn severity(&mut self) -> Severity {
        match self.chance.below(100) {
            0 => Severity::P0,
            1..=6 => Severity::P1,
            7..=30 => Severity::P2,
            31..=74 => Severity::P3,
            _ => Severity::P4,
        }
    }

    fn detection(&mut self) -> DetectionBy {
        match self.chance.below(10) {
            0..=5 => DetectionBy::Alert,
            6..=8 => DetectionBy::User,
            _ => DetectionBy::Unknown,
        }
    }

    fn trigger(&mut self) -> Known<Localized> {
        if self.often(0.3) {
            return Known::Unknown;
        }
        let (zh, en) = TRIGGERS[self.triggers.next(&mut self.chance)];
        Known::Known(Localized::both(zh, en))
    }

    fn action_items(&mut self, resolved: i64) -> Vec<ActionItem> {
        let kinds = [ActionKind::Prevent, ActionKind::Detect, ActionKind::Mitigate, ActionKind::Process];
        let statuses = [ActionStatus::Done, ActionStatus::Done, ActionStatus::Open, ActionStatus::Dropped];
        (0..self.chance.below(3))
            .map(|number| ActionItem {
                id: Some(format!("A{}", number + 1)),
                text: Localized::both("增加监控", "add monitoring"),
                kind: Some(kinds[self.chance.below(kinds.len())]),
                priority: None,
                owner: Some("on-call".to_owned()),
                due: Some(day(resolved + 30 * SECONDS_PER_DAY)),
                tracker: Some(format!("https://example.com/tasks/{}", number + 1)),
                status: statuses[self.chance.below(statuses.len())],
            })
            .collect()
    }
}

fn guideline(causes: &[RootCause], symbol: &str) -> Vec<Guideline> {
    let Some(cause) = causes.first() else { return Vec::new() };
    let rule = Localized::both(
        format!("使用 {symbol} 时避免 {}", cause.pattern),
        format!("Avoid {} where {symbol} is used", cause.pattern),
    );
    vec![Guideline { rule, pattern: Some(cause.pattern.clone()), checks: Vec::new(), go_versions: None }]
}

fn published(frames: Vec<String>) -> Vec<PublishedStack> {
    if frames.is_empty() {
        return Vec::new();
    }
    vec![PublishedStack { error: None, frames, basis: StackBasis::PublishedStack }]
}

fn service_name(service: usize) -> String {
    let trades =
        ["account", "cart", "feed", "gateway", "message", "order", "payment", "search", "stock", "video"];
    format!("{}-{:04}", trades[service % trades.len()], service)
}

fn module_of(service: usize) -> String {
    format!("example.com/team{:02}/{}", service % 40, service_name(service))
}

fn own_symbol(service: usize, number: usize) -> String {
    let part = PARTS[number % PARTS.len()];
    format!("{}/{part}.(*Part{}).{}", module_of(service), number / PARTS.len(), VERBS[number % VERBS.len()])
}

fn shared_symbol(number: usize) -> String {
    let known = [
        "sync.(*Mutex).Lock",
        "runtime.gopark",
        "net/http.(*Client).Do",
        "sync.(*WaitGroup).Wait",
        "database/sql.(*DB).QueryContext",
        "context.WithTimeout",
        "time.NewTicker",
        "encoding/json.Unmarshal",
    ];
    let package = ["bytes", "io", "net", "net/http", "os", "sync", "time"];
    known.get(number).map_or_else(
        || format!("{}.(*Type{}).Method{number}", package[number % package.len()], number % 37),
        |name| (*name).to_owned(),
    )
}

fn seconds_of(year: u16) -> i64 {
    let first: Moment = format!("{year:04}-01-01").parse().expect("a day");
    first.earliest_unix_seconds()
}

fn day(seconds: i64) -> Moment {
    Moment::day_of_unix_seconds(seconds).expect("within the years")
}

fn time(seconds: i64) -> Moment {
    let clock = seconds.rem_euclid(SECONDS_PER_DAY);
    let (hours, minutes, seconds_left) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{}T{hours:02}:{minutes:02}:{seconds_left:02}Z", day(seconds)).parse().expect("a time")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn incidents_are_as_skewed_as_promised() {
        let incidents = synthetic_incidents(6_000, 1);
        assert_eq!(incidents, synthetic_incidents(6_000, 1));
        assert_ne!(incidents[..10], synthetic_incidents(6_000, 2)[..10]);
        assert!(incidents.is_sorted_by(|a, b| a.id < b.id));
        let mut services: BTreeMap<&str, usize> = BTreeMap::new();
        for incident in &incidents {
            *services.entry(&incident.services[0]).or_default() += 1;
        }
        let most = services.values().max().copied().unwrap_or_default();
        assert!((600..1_200).contains(&most) && services.len() > 90, "{most} {}", services.len());
        let ids: BTreeSet<PostmortemId> = incidents.iter().map(|incident| incident.id).collect();
        let related = incidents.iter().flat_map(|incident| &incident.similar);
        assert!(related.clone().all(|relation| ids.contains(&relation.id)));
        assert!((120..280).contains(&related.count()));
    }
}
