//! `ungpho demo`: the whole program on the demonstration province.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::serve::{base_of, listen, serve};
use super::{Failure, open_app};
use crate::config::{Anonymous, Settings};
use crate::http::{DemoFeed, RateLimit, Site};
use crate::services::load_demonstration::{DEMO_ACCOUNTS, load_demonstration, register_demo_source};
use crate::services::resume::resume;

/// Flags of `ungpho demo`.
#[derive(Args)]
pub struct DemoArgs {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Goes on with the database of the last demonstration.
    #[arg(long)]
    keep: bool,
}

/// Where the demonstration keeps its database, apart from any real one.
const FILE: &str = "data/demo/ungpho-demo.db";

/// Runs the demonstration.
pub fn run(args: DemoArgs, settings: Settings) -> Result<(), Failure> {
    let listener = listen(&args.listen)?;
    if !args.keep {
        remove_last()?;
    }
    let settings = Settings { database_url: format!("sqlite://{FILE}"), ..settings };
    let maps_folder = settings.maps_folder();
    let app = open_app(&settings)?;
    load_demonstration(&app)?;
    let base = base_of(&listener)?;
    register_demo_source(&app, &format!("{base}/demo/feed.atom"))?;
    resume(&app)?;
    let feed = DemoFeed::open(&app)?;
    if feed.next_at().is_none() && feed.remaining() > 0 {
        feed.publish_next(&app)?;
    }
    greet(&base);
    // The passwords are public: there is nothing to guess, and an audience shares one address.
    let sign_in_limit = Arc::new(RateLimit::new(NonZeroU32::MAX, NonZeroU32::MAX));
    let demo = Some(Arc::new(feed));
    let metrics = settings.access.metrics;
    serve(listener, Site { app, anonymous: Anonymous::Viewer, metrics, sign_in_limit, maps_folder, demo }, true)
}

fn remove_last() -> Result<(), Failure> {
    for suffix in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{FILE}{suffix}"));
        if file.exists() {
            std::fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
    }
    Ok(())
}

fn greet(base: &str) {
    println!("Ứng Phó, bản minh hoạ / demonstration: {base}");
    println!("Dữ liệu minh hoạ, không phải dữ liệu thật. Demonstration data, not real data.");
    println!("Dữ liệu nằm ở / data lies in: {FILE}");
    println!("Tài khoản minh hoạ / demonstration accounts:");
    for account in DEMO_ACCOUNTS {
        println!("  {:<10} {:<18} {}", account.name, account.password, account.display_name);
    }
}
