//! RSS in the shape of GDACS, whose numbers name events and not messages; the events are invented.

use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::cap::MsgType;
use ungpho::alerts::lineage::AlertState;

use crate::app::feed::Reply;
use crate::workshop::{Workshop, rules};

fn item(number: u32, hour: u32, more: &str) -> String {
    format!(
        "<item><title>Orange alert for tropical cyclone X in Viet Nam</title><description>d</description>\
         <link>https://example.org/report</link><pubDate>Wed, 25 Nov 2026 {hour:02}:00:00 GMT</pubDate>\
         <gdacs:iscurrent>true</gdacs:iscurrent><gdacs:fromdate>Tue, 24 Nov 2026 00:00:00 GMT</gdacs:fromdate>\
         <guid isPermaLink='false'>TC{number}</guid><gdacs:bbox>104 112 10 18</gdacs:bbox>\
         <gdacs:eventtype>TC</gdacs:eventtype><gdacs:alertlevel>Orange</gdacs:alertlevel>\
         <gdacs:eventid>{number}</gdacs:eventid><gdacs:country>Viet Nam</gdacs:country>{more}</item>"
    )
}

fn feed(items: &[String]) -> Reply {
    Reply::ok(
        "application/rss+xml",
        format!(
            "<rss xmlns:gdacs='http://www.gdacs.org' version='2.0'><channel><title>GDACS</title>\
             <link>https://example.org</link>{}</channel></rss>",
            items.concat()
        ),
    )
}

fn shop() -> Workshop {
    Workshop::at("2026-11-25T07:20:00Z").with_source("/rss.xml", rules(SourceFormat::GdacsRss))
}

#[test]
fn later_messages_of_an_event_follow_the_earlier_in_whatever_order_they_arrive() {
    let orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
    let mut seen = Vec::new();
    for order in orders {
        let shop = shop();
        for hour in order {
            shop.feed.set("/rss.xml", feed(&[item(1001, hour, ""), item(2002, 1, "")]));
            shop.poll();
        }
        let mut alerts = shop.poller.alerts();
        alerts.retain(|alert| alert.alert.identity.identifier == "TC1001");
        alerts.sort_by_key(|alert| alert.alert.identity.sent);
        let told: Vec<_> = alerts
            .iter()
            .map(|alert| (alert.alert.msg_type, shop.poller.state(alert), alert.chain_key.clone()))
            .collect();
        let first = "gdacs.org,TC1001,2026-11-25T01:00:00-00:00";
        assert_eq!(
            told,
            [
                (MsgType::Alert, AlertState::Superseded, first.into()),
                (MsgType::Update, AlertState::Superseded, first.into()),
                (MsgType::Update, AlertState::Current, first.into()),
            ],
            "{order:?}"
        );
        assert!(alerts[2].alert.references.iter().all(|earlier| earlier.sent.is_some()), "never itself");
        assert!(alerts[2].alert.remarks.iter().any(|remark| remark.code == "tied_to_earlier"));
        assert_eq!(shop.state("TC2002"), AlertState::Current, "another event is another chain");
        let view = shop.poller.app.map_alerts.current(&shop.poller.app).unwrap();
        let on_map = view.public(shop.now()).filter(|(_, state)| *state == AlertState::Current).count();
        assert_eq!(on_map, 2, "{order:?}");
        seen.push(told);
    }
    assert!(seen.iter().all(|told| *told == seen[0]));
}

#[test]
fn an_item_with_a_message_is_followed_and_an_event_that_is_gone_is_over() {
    let shop = shop();
    let linked = item(1001, 1, &format!("<gdacs:cap>{}</gdacs:cap>", shop.feed.url("/cap_1001.xml")));
    shop.feed.set("/cap_1001.xml", Reply::cap(shop.cap("GDACS_TC_1001").xml()));
    shop.feed.set("/rss.xml", feed(&[linked.clone(), item(2002, 2, "")]));
    assert_eq!(shop.poll().new_alerts, 2);
    assert_eq!(shop.poll().ended, 0, "what was followed before is still listed");
    assert_eq!(shop.feed.requests("/cap_1001.xml").len(), 1);
    shop.feed.set("/rss.xml", feed(&[linked]));
    assert_eq!(shop.poll().ended, 1);
    assert_eq!((shop.state("TC2002"), shop.state("GDACS_TC_1001")), (AlertState::EndedByAbsence, AlertState::Current));
}
