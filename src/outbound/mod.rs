//! What we ask of others over the network.

pub mod fetch;
mod host_turns;
pub mod post;
