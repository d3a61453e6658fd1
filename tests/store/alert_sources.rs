//! Sources of alerts and what is remembered of them.

use ungpho::alerts::source::{AlertSource, PollRules, SourceMemory};
use ungpho::kernel::ids::SourceId;
use ungpho::store::{StoreError, alert_sources};

use crate::samples::{at, read, source, write};
use crate::support::on_each_database;

#[test]
fn a_source_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = source("vnmha");
        let bare = AlertSource {
            enabled: false,
            demonstration: true,
            rules: PollRules::default(),
            memory: SourceMemory::default(),
            ..source("demo")
        };
        for source in [&full, &bare] {
            assert_eq!(write(store, |conn| alert_sources::register(conn, source)), source.id);
        }
        assert_eq!(read(store, alert_sources::all), [bare.clone(), full.clone()]);
        assert_eq!(read(store, |conn| alert_sources::get(conn, full.id)), full);
        assert_eq!(read(store, |conn| alert_sources::by_code(conn, "demo")), Some(bare));
        assert_eq!(read(store, |conn| alert_sources::by_code(conn, "DEMO")), None);
        let error = store.read(|conn| alert_sources::get(conn, SourceId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}

#[test]
fn registering_again_keeps_the_id_and_the_memory_of_the_same_address() {
    on_each_database(|store| {
        let first = source("vnmha");
        write(store, |conn| alert_sources::register(conn, &first));

        let renamed =
            AlertSource {
                name: "Tên mới".into(), memory: SourceMemory::default(), enabled: false, ..source("vnmha")
            };
        assert_eq!(write(store, |conn| alert_sources::register(conn, &renamed)), first.id);
        let kept = AlertSource { id: first.id, revision: 2, memory: first.memory.clone(), ..renamed.clone() };
        assert_eq!(read(store, alert_sources::all), [kept]);

        let moved = AlertSource { url: "http://localhost/other".into(), ..source("vnmha") };
        assert_eq!(write(store, |conn| alert_sources::register(conn, &moved)), first.id);
        let forgotten = AlertSource { id: first.id, revision: 3, memory: SourceMemory::default(), ..moved.clone() };
        assert_eq!(read(store, alert_sources::all), [forgotten.clone()]);
        write(store, |conn| alert_sources::register(conn, &moved));
        assert_eq!(read(store, alert_sources::all), [forgotten], "the same again changes nothing");
    });
}

#[test]
fn memory_can_be_emptied_again() {
    on_each_database(|store| {
        let full = source("vnmha");
        write(store, |conn| alert_sources::register(conn, &full));
        let emptied = AlertSource { memory: SourceMemory::default(), ..full };
        write(store, |conn| alert_sources::remember(conn, &emptied));
        assert_eq!(read(store, alert_sources::all), [emptied]);
    });
}

#[test]
fn a_source_is_due_from_the_very_millisecond_on_and_only_while_enabled() {
    on_each_database(|store| {
        let next = |next_attempt_at| SourceMemory { next_attempt_at, ..SourceMemory::default() };
        let sources = [
            AlertSource { memory: next(None), ..source("a-never-asked") },
            AlertSource { memory: next(Some(at(1_000))), ..source("b-later") },
            AlertSource { enabled: false, memory: next(None), ..source("c-off") },
        ];
        for source in &sources {
            write(store, |conn| alert_sources::register(conn, source));
        }
        let due = |milliseconds| {
            read(store, |conn| alert_sources::due(conn, at(milliseconds)))
                .into_iter()
                .map(|source| source.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(due(999), ["a-never-asked"]);
        assert_eq!(due(1_000), ["a-never-asked", "b-later"]);
        // 13:05:07.000 has no fraction and must not sort after 13:05:07.001.
        let whole_second = AlertSource { memory: next(Some(at(211))), ..sources[1].clone() };
        write(store, |conn| alert_sources::remember(conn, &AlertSource { id: sources[1].id, ..whole_second.clone() }));
        assert_eq!(due(210), ["a-never-asked"]);
        assert_eq!(due(211), ["a-never-asked", "b-later"]);
        assert_eq!(due(212), ["a-never-asked", "b-later"]);
    });
}

#[test]
fn a_change_counts_up_and_what_was_read_before_it_cannot_be_written() {
    on_each_database(|store| {
        let first = source("vnmha");
        write(store, |conn| alert_sources::register(conn, &first));
        let off = AlertSource { enabled: false, ..first.clone() };
        let changed = write(store, |conn| alert_sources::change(conn, &first, &off));
        assert_eq!(changed, AlertSource { revision: 2, ..off.clone() });
        let error = store.write(|conn| alert_sources::change(conn, &first, &off)).unwrap_err();
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        // A poll that began before the change must not undo it, nor leave what it learned elsewhere.
        let polled = AlertSource { memory: SourceMemory::default(), ..first };
        write(store, |conn| alert_sources::remember(conn, &polled));
        assert_eq!(read(store, alert_sources::all), [changed]);
    });
}
