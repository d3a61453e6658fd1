# The commands of this project. `just` lists them.

_list:
    @just --list --unsorted

# Serve the program with your own data
run *arguments:
    cargo run --release -- serve {{arguments}}

# Serve the demonstration province from a database of its own
demo *arguments:
    cargo run --release -- demo {{arguments}}

# All tests; those of PostgreSQL where its server is installed
test *arguments:
    cargo test {{arguments}}

# The store's tests on a PostgreSQL server you name: just test-postgres postgres://user@host/postgres
test-postgres url:
    TEST_POSTGRES_URL={{quote(url)}} cargo test --test store --test migrations

# Speed, in process; `data` is a folder of zones, points and alerts, without it a small set is made
bench data='':
    UNGPHO_BENCH_DATA={{data}} cargo bench --no-default-features

# Feed a reader of outside documents with what nobody wrote: cap, feeds, dates, polygons (tests/fuzz/README.md)
fuzz target seconds='600':
    cp Cargo.lock tests/fuzz/
    mkdir -p tests/fuzz/corpus/{{target}}
    cargo fuzz run -O -s none --fuzz-dir tests/fuzz {{target}} tests/fuzz/corpus/{{target}} tests/fuzz/seeds/{{target}} -- -max_total_time={{seconds}} -dict=tests/fuzz/{{target}}.dict

# The five stories in a real browser; packages are put into web/, which Git passes over
stories program='target/debug/ungpho' *arguments:
    cd web && npm ci --no-audit --no-fund && npm run --silent stories -- {{absolute_path(program)}} {{arguments}}

# Form and lints
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# The documentation of the code
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Work on the web app, its pages reloading by themselves
[working-directory('web')]
web:
    npm ci
    npm run dev

# Everything CI checks
ci:
    .ci/run
