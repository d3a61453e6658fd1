//! The migrations: two folders that make the same tables, and that can be taken back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Bool, Text};
use support::databases::naming;
use support::{databases, empty_databases};
use ungpho::households::HouseClass;
use ungpho::store::households::Filter;
use ungpho::store::{Store, StoreConnection, StoreError, household_zones, households, migrations};
use ungpho::zones::{Figures, Property};

fn folder(database: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database)
}

fn names(database: &str) -> BTreeSet<String> {
    fs::read_dir(folder(database)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn both_folders_hold_the_same_names_each_with_an_up_and_a_down() {
    let expected = names("sqlite");
    assert!(!expected.is_empty());
    assert_eq!(names("postgres"), expected);
    for database in ["sqlite", "postgres"] {
        for name in &expected {
            for file in ["up.sql", "down.sql"] {
                let path = folder(database).join(name).join(file);
                let text = fs::read_to_string(&path).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{} is missing or empty", path.display());
            }
        }
    }
}

#[test]
fn all_can_be_applied_taken_back_and_applied_again() {
    for database in empty_databases() {
        let store = &database.store;
        naming(store.kind(), || {
            let count = names("sqlite").len();
            let applied = migrations::run(store).unwrap();
            assert_eq!(applied.len(), count);
            assert!(applied.is_sorted(), "{applied:?}");
            let first = columns(store);
            assert!(!first.is_empty());
            assert_eq!(migrations::run(store).unwrap(), [""; 0], "a second run has nothing to do");

            let mut reverted = migrations::revert_all(store).unwrap();
            reverted.reverse();
            assert_eq!(reverted, applied);
            assert_eq!(columns(store), BTreeMap::new(), "the down files leave no table");

            assert_eq!(migrations::run(store).unwrap(), applied);
            assert_eq!(columns(store), first);
        });
    }
}

#[test]
fn tables_and_columns_are_those_the_program_declares() {
    let declared = declared();
    assert!(declared.len() > 10, "schema.rs was not understood: {declared:?}");
    for database in databases() {
        naming(database.store.kind(), || {
            let found = columns(&database.store);
            assert_eq!(found.keys().collect::<Vec<_>>(), declared.keys().collect::<Vec<_>>(), "tables");
            for (table, columns) in &declared {
                assert_eq!(&found[table], columns, "{table}");
            }
        });
    }
}

#[test]
fn households_from_before_the_register_are_carried_over_and_back() {
    const OLD: &str = "INSERT INTO zones (id, code, hazard, status, current_revision, demonstration) VALUES
            ('00000000-0000-7000-8000-0000000000aa', 'Z\"1', 'flood', 'in_force', 1, FALSE);
        INSERT INTO households VALUES ('B2', 'Y \"Gió\"', '23365', 'Ngọc Nang', 5, 2, 'older_person;child', 'weak', 4, 1, 0, 300, 107.942064, 15.146867, TRUE),
            ('A1', 'A Tre', '23365', 'Mô Po', 3, 1, 'người già', 'nhà tạm', 0, 0, 0, 0, NULL, NULL, FALSE);
        INSERT INTO household_zones VALUES ('B2', '00000000-0000-7000-8000-0000000000aa');";
    for database in empty_databases() {
        let store = &database.store;
        naming(store.kind(), || {
            migrations::run_until(store, "20261124001900").unwrap();
            store.write(|conn| Ok::<_, StoreError>(conn.batch_execute(OLD)?)).unwrap();
            migrations::run(store).unwrap();
            let found = store.read(|conn| households::of_commune(conn, "23365", true)).unwrap();
            let [one, two] = found.as_slice() else { panic!("{found:?}") };
            assert_eq!(one.id.to_string(), "00000000-0000-7000-8000-000000000001");
            assert_eq!((one.code.as_str(), one.entry.people, one.entry.needing_help()), ("A1", 3, 1));
            assert_eq!((one.entry.vulnerable_note.as_str(), one.entry.note.as_str()), ("người già", "nhà tạm"));
            assert_eq!((one.entry.position, one.demonstration, one.revision), (None, false, 1));
            assert_eq!((two.code.as_str(), two.entry.head.as_str()), ("B2", "Y \"Gió\""));
            assert_eq!(two.entry.vulnerable.len(), 2);
            assert_eq!(two.entry.house_class, HouseClass::Weak);
            assert_eq!(two.entry.zone_codes, ["Z\"1"]);
            assert_eq!(two.entry.position, Some((107.942_064, 15.146_867)));
            let Figures { people, vulnerable, property, .. } = two.figures();
            assert_eq!((people, vulnerable), (5, 2));
            assert_eq!(property, Property { livestock: 4, motorbikes: 1, boats: 0, rice_kg: 300 });
            let words = Filter { words: Some("ngoc nang gio".into()), ..Filter::default() };
            assert_eq!(store.read(|conn| households::list(conn, &words, None, 9)).unwrap(), std::slice::from_ref(two));
            assert_eq!(store.read(|conn| households::revisions(conn, two.id)).unwrap().len(), 1);
            let zones = store.read(|conn| household_zones::zones_of(conn, &[two.id])).unwrap();
            assert_eq!(zones[&two.id].len(), 1);

            migrations::revert_all(store).unwrap();
            assert_eq!(columns(store), BTreeMap::new());
        });
    }
}

/// Columns by name: diesel's word for the type, and whether it may be empty.
type Columns = BTreeMap<String, (String, bool)>;

/// What `src/store/schema.rs` declares, read as text.
fn declared() -> BTreeMap<String, Columns> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/store/schema.rs");
    let text = fs::read_to_string(path).unwrap();
    let mut tables = BTreeMap::new();
    for block in text.split("diesel::table! {").skip(1) {
        let (head, body) = block.split_once('{').unwrap();
        let name = head.split('(').next().unwrap().trim().to_owned();
        let columns = body
            .lines()
            .take_while(|line| line.trim() != "}")
            .filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> "))
            .map(|(column, kind)| {
                let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
                (column.to_owned(), (inner.unwrap_or(kind).to_owned(), inner.is_some()))
            })
            .collect();
        assert!(tables.insert(name, columns).is_none());
    }
    tables
}

#[derive(diesel::QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

const SQLITE: &str = "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS kind, \
                      c.\"notnull\" = 0 AS nullable \
                      FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                      WHERE m.type = 'table' AND m.name <> '__diesel_schema_migrations'";

const POSTGRES: &str = "SELECT table_name::text, column_name::text, lower(data_type::text) AS kind, \
                        is_nullable = 'YES' AS nullable \
                        FROM information_schema.columns \
                        WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'";

/// What the database has.
fn columns(store: &Store) -> BTreeMap<String, Columns> {
    let rows: Vec<ColumnRow> = store
        .read(|conn| match conn {
            StoreConnection::Sqlite(sqlite) => Ok::<_, StoreError>(diesel::sql_query(SQLITE).load(sqlite)?),
            StoreConnection::Postgres(postgres) => Ok(diesel::sql_query(POSTGRES).load(postgres)?),
        })
        .unwrap();
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for row in rows {
        let kind = diesel_word(&row.kind).unwrap_or_else(|| panic!("{}: {}", row.column_name, row.kind)).to_owned();
        tables.entry(row.table_name).or_default().insert(row.column_name, (kind, row.nullable));
    }
    tables
}

/// The type as diesel calls it.
fn diesel_word(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "text" => "Text",
        "bigint" => "BigInt",
        "boolean" => "Bool",
        "date" => "Date",
        "double" | "double precision" => "Double",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "blob" | "bytea" => "Binary",
        _ => return None,
    })
}
