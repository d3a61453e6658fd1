//! What a faulty server can do: the table of faults, what each came to, and how soon the source was heard again.

use std::io::Write as _;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use ungpho::alerts::lineage::AlertState;
use ungpho::alerts::source::PollRules;
use ungpho::kernel::Clock as _;

use crate::app::cap::Cap;
use crate::app::feed::{Body, FakeFeed, Reply};
use crate::workshop::Workshop;

const NOW: &str = "2026-11-25T07:20:00Z";

/// What a poll of the faulty source is to come to.
enum Outcome {
    /// It fails, and this is said.
    Fails(&'static str),
    /// So many alerts are stored, and nothing fails.
    Stores(usize),
    /// It counts as answered, and nothing new is found.
    Nothing,
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn packed(bytes: Vec<u8>) -> Reply {
    Reply::cap(bytes).header("content-encoding", "gzip")
}

fn atom_of(count: usize) -> String {
    let entries: String = (0..count).map(|n| format!("<entry><id>u{n}</id><link href=\"/x/{n}\"/></entry>")).collect();
    format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>t</title>{entries}</feed>")
}

/// A name, what the server answers, and what is to come of it.
fn faults(shop: &Workshop, elsewhere: &FakeFeed) -> Vec<(&'static str, Reply, Outcome)> {
    use Outcome::{Fails, Nothing, Stores};
    let whole = |name: &str| shop.cap(name).xml();
    let latin = {
        let text = String::from_utf8(whole("latin")).unwrap().replace("Tin thử", "Tin thu \u{e9}");
        text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect::<Vec<u8>>()
    };
    let ahead = Cap { sent: time(shop, TimeDelta::minutes(10)), ..shop.cap("ahead") };
    let behind = Cap { sent: time(shop, TimeDelta::minutes(-10)), ..shop.cap("behind") };
    vec![
        ("reset", Reply::body(Body::Reset), Fails("cannot be reached")),
        ("half a body", Reply::body(Body::Half(whole("half"))), Fails("cut short")),
        ("gzip cut short", packed(gzip(&whole("cut"))[..150].to_vec()), Fails("cut short")),
        ("gzip bomb", packed(gzip(&vec![b' '; 200 << 20])), Fails("larger than 8 MB")),
        ("redirect loop", Reply::redirect(&shop.feed.url("/s")), Fails("redirects too often")),
        ("redirect inward", Reply::redirect("http://10.0.0.1/admin"), Fails("10.0.0.1")),
        ("redirect to metadata", Reply::redirect("http://169.254.169.254/latest"), Fails("169.254.169.254")),
        ("redirect to a file", Reply::redirect("file:///etc/passwd"), Fails("not an http or https")),
        ("redirect elsewhere", Reply::redirect(&elsewhere.url("/s")), Fails("not among the hosts")),
        ("slow drip", Reply::body(Body::Drip(whole("drip"), Duration::from_millis(50))), Fails("in time")),
        ("304 with a body", Reply { status: 304, ..Reply::cap(whole("hidden")) }, Fails("nothing has changed (304)")),
        ("error page, 200", Reply::ok("text/html", "<html><p>Bảo trì</p></html>"), Fails("An HTML page")),
        ("wrong charset named", Reply::ok("application/xml; charset=iso-8859-1", whole("charset")), Stores(1)),
        ("bytes of another charset", Reply::cap(latin), Stores(1)),
        ("sent 10 minutes ahead", Reply::cap(ahead.xml()), Stores(1)),
        ("sent 10 minutes behind", Reply::cap(behind.xml()), Stores(1)),
        ("50,000 entries", Reply::ok("application/atom+xml", atom_of(50_000)), Nothing),
    ]
}

fn time(shop: &Workshop, shift: TimeDelta) -> String {
    (shop.now() + shift).format("%Y-%m-%dT%H:%M:%S-00:00").to_string()
}

#[test]
fn whatever_a_server_does_the_others_go_on_and_it_is_heard_again_at_the_next_poll() {
    let (shop, elsewhere) = (Workshop::at(NOW).with_source("/s", PollRules::default()), FakeFeed::start());
    shop.poller.register("good", &elsewhere.url("/good"), PollRules::default());
    elsewhere.set("/s", Reply::cap(shop.cap("elsewhere").xml()));
    println!("{:<26} {:<58} {:>9} {:>7}", "fault", "outcome", "fails for", "heard");
    for (at, (name, reply, outcome)) in faults(&shop, &elsewhere).into_iter().enumerate() {
        shop.feed.set("/s", reply);
        elsewhere.set("/good", Reply::cap(shop.cap(&format!("good-{at}")).xml()));
        let begun = Instant::now();
        let reports = shop.poller.poll_all(&["good", "s"]);
        let took = begun.elapsed();
        let (good, report) = (&reports[0], &reports[1]);
        assert_eq!((good.new_alerts, &good.error), (1, &None), "beside one that {name}");
        let said = report.error.as_ref().map(|error| error.en.clone());
        match outcome {
            Outcome::Fails(words) => {
                let said = said.clone().unwrap_or_else(|| panic!("{name}: {report:?}"));
                assert!(said.contains(words), "{name}: {said}");
                assert_eq!(report.new_alerts, 0, "{name}: nothing half is taken for whole");
                assert_eq!(shop.poller.source("s").memory.consecutive_failures, 1, "{name}");
            }
            Outcome::Stores(count) => assert_eq!((report.new_alerts, &said), (count, &None), "{name}"),
            Outcome::Nothing => assert_eq!((report.new_alerts, &said), (0, &None), "{name}: {report:?}"),
        }
        let outcome = said.or_else(|| report.note.as_ref().map(|note| note.en.clone()));
        let outcome = outcome.unwrap_or_else(|| format!("{} stored", report.new_alerts));

        shop.feed.set("/s", Reply::cap(shop.cap(&format!("after-{at}")).xml()));
        let begun = Instant::now();
        let report = shop.poller.poll("s");
        assert_eq!((report.new_alerts, report.error), (1, None), "after one that {name}");
        println!(
            "{name:<26} {:<58} {:>7.1} s {:>5.2} s",
            outcome.chars().take(58).collect::<String>(),
            took.as_secs_f64(),
            begun.elapsed().as_secs_f64()
        );
    }
    assert!(elsewhere.requests("/s").is_empty(), "another host was asked");
}

#[test]
fn a_message_from_a_clock_that_is_ahead_is_kept_and_shown() {
    let shop = Workshop::at(NOW).with_source("/s", PollRules::default());
    let ahead = Cap { sent: time(&shop, TimeDelta::minutes(10)), ..shop.cap("ahead") };
    shop.feed.set("/s", Reply::cap(ahead.xml()));
    shop.poll();
    assert!(matches!(shop.state("ahead"), AlertState::Upcoming | AlertState::Current));
    let view = shop.poller.app.map_alerts.current(&shop.poller.app).unwrap();
    assert_eq!(view.public(shop.clock.now()).count(), 1);
}

#[test]
fn a_list_of_thousands_is_read_in_parts_and_the_rest_is_told() {
    let shop = Workshop::at(NOW).with_source("/s", PollRules::default());
    shop.feed.set("/s", Reply::ok("application/atom+xml", atom_of(1_050)));
    for n in 0..1_050 {
        shop.feed.set(&format!("/x/{n}"), Reply::cap(shop.cap(&format!("x{n}")).xml()));
    }
    let report = shop.poll();
    assert_eq!((report.new_alerts, report.postponed), (1_000, 50));
    assert!(report.note.unwrap().en.starts_with("50 entries"));
    let report = shop.poll();
    assert_eq!((report.new_alerts, report.postponed, report.note), (50, 0, None));
}
