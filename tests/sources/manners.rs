//! How sources are asked: by which name, how often, and what is done when they ask for rest.

use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::source::PollRules;

use crate::app::feed::Reply;
use crate::workshop::{Workshop, rules};

const NOW: &str = "2026-11-25T07:20:00Z";

#[test]
fn each_source_is_asked_by_the_name_and_for_the_format_it_wants() {
    let asked = |rules: PollRules| {
        let shop = Workshop::at(NOW).with_source("/s", rules);
        shop.poller.poll("s");
        let request = shop.feed.requests("/s").remove(0);
        (request.method.clone(), request.headers["user-agent"].clone(), request.headers["accept"].clone())
    };
    let (method, name, accept) = asked(rules(SourceFormat::GdacsRss));
    assert_eq!((method.as_str(), accept.as_str()), ("GET", "application/rss+xml, */*;q=0.8"));
    assert!(name.starts_with("ungpho/"), "{name}");
    let own = PollRules {
        user_agent: Some("ungpho (kttv@example.vn)".into()),
        accept: Some("text/plain".into()),
        ..rules(SourceFormat::NwsGeojson)
    };
    assert_eq!(asked(own), ("GET".into(), "ungpho (kttv@example.vn)".into(), "text/plain".into()));
    let unusable = PollRules { user_agent: Some("a\nb".into()), ..PollRules::default() };
    assert!(asked(unusable).1.starts_with("ungpho/"), "what cannot be sent is not");
}

#[test]
fn a_busy_source_is_left_alone_for_as_long_as_it_asks() {
    let shop = Workshop::at(NOW).with_source("/s", PollRules::default());
    let rest = || {
        let memory = shop.poller.source("s").memory;
        (memory.next_attempt_at.unwrap() - shop.now()).num_seconds()
    };
    shop.feed.set("/s", Reply::status(503).header("retry-after", "1200"));
    let report = shop.poller.poll("s");
    assert_eq!(report.retry_after, Some(1_200));
    assert!(report.error.unwrap().en.contains("1200 seconds"));
    assert_eq!(rest(), 1_200);
    shop.feed.set("/s", Reply::status(429).header("retry-after", "999999"));
    shop.poller.poll("s");
    assert_eq!(rest(), 3_600, "one header does not silence a source for days");

    // Of a list, the rest is left for later as well.
    shop.feed.set_atom("/s", &["/one", "/two", "/three"]);
    shop.feed.set("/one", Reply::cap(shop.cap("one").xml()));
    shop.feed.set("/two", Reply::status(429).header("retry-after", "600"));
    let report = shop.poll();
    assert_eq!((report.new_alerts, report.postponed, report.retry_after), (1, 2, Some(600)));
    assert!(report.note.unwrap().en.starts_with("2 entries"));
    assert!(shop.feed.requests("/three").is_empty(), "asked although the source wants rest");
    assert!((600..610).contains(&rest()));
}

#[test]
fn what_has_changed_is_asked_for_and_once_an_hour_all_of_it() {
    let shop = Workshop::at(NOW).with_source("/s", PollRules::default());
    shop.feed.set("/s", Reply::cap(shop.cap("one").xml()).etag("\"v1\""));
    let conditional = || shop.feed.requests("/s").last().unwrap().if_none_match.as_deref() == Some("\"v1\"");
    assert!(!shop.poll().unchanged && !conditional());
    assert!(shop.poll_after(30).unchanged && conditional());
    assert!(!shop.poll_after(31).unchanged && !conditional(), "all of it, after an hour");
    assert!(shop.poll_after(1).unchanged && conditional());
}

#[test]
fn a_change_while_it_is_polled_is_not_undone_by_the_poll() {
    let shop = Workshop::at(NOW).with_source("/s", PollRules::default());
    shop.feed.set("/s", Reply::cap(shop.cap("one").xml()));
    let before = shop.poller.source("s");
    shop.poller.register("s", &shop.feed.url("/moved"), PollRules::default());
    let stale = ungpho::alerts::source::AlertSource { enabled: false, ..before };
    shop.poller.app.store.write(|conn| ungpho::store::alert_sources::remember(conn, &stale)).unwrap();
    let now = shop.poller.source("s");
    assert!(now.enabled && now.url.ends_with("/moved") && now.memory.last_attempt_at.is_none());
}
