//! CAP by every road, whose alerts a source may bring, and what leaves a list.

use std::io::{Cursor, Write as _};

use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::lineage::AlertState;
use ungpho::alerts::raw::RawState;
use ungpho::alerts::source::PollRules;

use crate::app::feed::Reply;
use crate::workshop::{Workshop, rules};

const NOW: &str = "2026-11-25T07:20:00Z";

/// The message without its declaration, to stand inside another document.
fn inner(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.split_once('\n').unwrap().1.to_owned()
}

fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn cap_is_read_by_every_road() {
    let shop = Workshop::at(NOW);
    let (one, two) = (shop.cap("one").xml(), shop.cap("two").xml());
    shop.feed.set("/1.cap", Reply::cap(one.clone()));
    shop.feed.set("/2.cap", Reply::cap(two.clone()));
    let rss = "<rss version=\"2.0\"><channel><title>Tin</title><link>http://x</link><description>d</description>\
               <item><title>1</title><link>/1.cap</link><guid isPermaLink=\"false\">1</guid></item>\
               <item><title>2</title><enclosure url=\"/2.cap\" type=\"application/cap+xml\" length=\"1\"/></item>\
               </channel></rss>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>Tin</title><updated>2026-11-25T07:00:00Z</updated>\
                <entry><id>1</id><title>1</title><link href=\"1.cap\"/></entry>\
                <entry><id>2</id><title>2</title><link href=\"/2.cap\" type=\"application/cap+xml\"/></entry></feed>";
    let inline = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>Tin</title><updated>2026-11-25T07:00:00Z</updated>\
         <entry><id>1</id><title>1</title><updated>2026-11-25T07:00:00Z</updated><content type=\"application/xml\">{}</content></entry>\
         <entry><id>2</id><title>2</title><updated>2026-11-25T07:00:00Z</updated><content type=\"application/xml\">{}</content></entry></feed>",
        inner(&one),
        inner(&two)
    );
    let edxl = format!(
        "<EDXLDistribution xmlns=\"urn:oasis:names:tc:emergency:EDXL:DE:1.0\"><contentObject><xmlContent>\
         <embeddedXMLContent>{}{}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>",
        inner(&one),
        inner(&two)
    );
    let archive = zip(&[("a.xml", one.clone()), ("b.xml", two.clone()), ("c.xml", b"<html>x</html>".to_vec())]);
    let roads = [
        ("Atom that links", SourceFormat::Auto, Reply::ok("application/atom+xml", atom), 2),
        ("RSS", SourceFormat::Auto, Reply::ok("application/rss+xml", rss), 2),
        ("a bare address", SourceFormat::Auto, Reply::cap(one), 1),
        ("Atom with the messages in it", SourceFormat::Auto, Reply::ok("application/atom+xml", inline), 2),
        ("EDXL-DE", SourceFormat::Auto, Reply::ok("application/xml", edxl), 2),
        ("ZIP", SourceFormat::CapZip, Reply::ok("application/zip", archive), 2),
    ];
    for (name, format, reply, expected) in roads {
        let other = Workshop::at(NOW);
        for (path, identifier) in [("/1.cap", "one"), ("/2.cap", "two")] {
            other.feed.set(path, Reply::cap(shop.cap(identifier).xml()));
        }
        let other = other.with_source("/s", rules(format));
        other.feed.set("/s", reply);
        let report = other.poll();
        assert_eq!(report.new_alerts, expected, "{name}: {report:?}");
        let again = other.poll();
        assert_eq!((again.new_alerts, again.ended, again.unlisted), (0, 0, 0), "{name}: {again:?}");
    }
}

#[test]
fn only_admitted_senders_are_taken_and_another_is_shown() {
    let admitted = PollRules { senders: vec!["kttv@example.vn".into()], ..PollRules::default() };
    let shop = Workshop::at(NOW).with_source("/s", admitted);
    let mut good = shop.cap("good");
    good.sender = "KTTV@example.vn".into();
    let stranger = shop.cap("forged");
    let both = format!("<bundle>{}{}</bundle>", inner(&good.xml()), inner(&stranger.xml()));
    shop.feed.set("/s", Reply::cap(both));
    let report = shop.poll();
    assert_eq!((report.new_alerts, report.quarantined), (1, 0));
    assert_eq!(shop.identifiers(), ["good"]);
    let kept = &shop.poller.documents(RawState::Stored)[0];
    assert_eq!(kept.reasons[0].code, "sender_not_allowed");
    assert!(kept.reasons[0].wording.vi.contains("test@ungpho.example"));

    shop.feed.set("/s", Reply::cap(stranger.xml()));
    let report = shop.poller.poll("s");
    assert_eq!((report.new_alerts, report.quarantined), (0, 1));
    assert!(report.error.unwrap().en.contains("test@ungpho.example"));

    // Once it is admitted, what was put aside is used, though nothing about it has changed.
    shop.poller.register("s", &shop.feed.url("/s"), PollRules::default());
    let report = shop.poll();
    assert_eq!((report.new_alerts, shop.identifiers()), (1, vec!["forged".to_owned(), "good".into()]));
    assert!(shop.poller.documents(RawState::Quarantined).is_empty());
}

#[test]
fn what_leaves_an_ordinary_list_holds_on_and_is_marked() {
    let shop = Workshop::at(NOW).with_source("/s", PollRules::default());
    shop.feed.set_atom("/s", &["/one", "/two"]);
    shop.feed.set("/one", Reply::cap(shop.cap("one").xml()));
    shop.feed.set("/two", Reply::cap(shop.cap("two").xml()));
    assert_eq!(shop.poll().new_alerts, 2);
    shop.feed.set_atom("/s", &["/two"]);
    assert_eq!(shop.poll().unlisted, 1);
    assert_eq!(shop.poll().unlisted, 0, "once");
    let one = shop.poller.alert("one");
    assert_eq!((one.listing.unlisted_at, one.listing.ended_by_absence_at), (Some(shop.now()), None));
    assert_eq!(shop.state("one"), AlertState::Current, "a list that drops an entry ends nothing");
    assert_eq!(shop.poller.alert("two").listing.unlisted_at, None);

    shop.feed.set_atom("/s", &["/one", "/two"]);
    shop.poll();
    assert_eq!(shop.poller.alert("one").listing.unlisted_at, None, "it is listed again");
}

#[test]
fn a_list_that_could_not_be_followed_whole_says_nothing_of_what_is_absent() {
    let everything = PollRules { snapshot: Some(true), ..PollRules::default() };
    let shop = Workshop::at(NOW).with_source("/s", everything);
    shop.feed.set_atom("/s", &["/one", "/two"]);
    shop.feed.set("/one", Reply::cap(shop.cap("one").xml()));
    shop.feed.set("/two", Reply::cap(shop.cap("two").xml()));
    shop.poll();
    for broken in [Reply::status(503), Reply::cap("<alert><identifier>"), Reply::status(404)] {
        shop.feed.set_atom("/s", &["/two", "/new"]);
        shop.feed.set("/new", broken);
        let report = shop.poll();
        assert_eq!((report.ended, shop.state("one")), (0, AlertState::Current), "{report:?}");
    }
    shop.feed.set_atom("/s", &["/two"]);
    assert_eq!(shop.poll().ended, 1);
    assert_eq!(shop.state("one"), AlertState::EndedByAbsence);
    assert_eq!(shop.state("two"), AlertState::Current);
}

#[test]
fn maps_see_what_has_changed_of_an_alert() {
    let everything = PollRules { snapshot: Some(true), ..PollRules::default() };
    let shop = Workshop::at(NOW).with_source("/s", everything);
    let states = || {
        let view = shop.poller.app.map_alerts.current(&shop.poller.app).unwrap();
        view.public(shop.now()).map(|(_, state)| state).collect::<Vec<_>>()
    };
    shop.feed.set_atom("/s", &["/one"]);
    shop.feed.set("/one", Reply::cap(shop.cap("one").xml()));
    shop.poll();
    assert_eq!(states(), [AlertState::Current]);
    let empty = "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>Không có bản tin</title></feed>";
    shop.feed.set("/s", Reply::ok("application/atom+xml", empty));
    assert_eq!(shop.poll_after(3).ended, 1);
    assert_eq!(states(), [AlertState::EndedByAbsence]);
    shop.feed.set_atom("/s", &["/one"]);
    shop.poll_after(30);
    assert_eq!(states(), [AlertState::Current]);
}
