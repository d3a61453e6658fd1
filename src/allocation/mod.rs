//! Who goes to which shelter: groups of people are given places so that the distance all people travel
//! together is the least possible, with a proof that it is.
//!
//! This is the transportation problem of Hitchcock (1941). [`Problem`] holds the people, the places and the
//! [`Costs`]; [`allocate`] answers with flows, their cost and a [`Proof`] that anyone can check without trusting
//! the solver. Where people are left over the answer says how many at least, and which groups can reach which
//! shelters only ([`Bottleneck`]). [`shorten_farthest`] then makes the longest single way as short as the least
//! cost allows, and [`keep_together`] takes groups to one shelter each where that can be done.
//!
//! ```
//! # use ungpho::allocation::{Ground, Position, Problem, allocate};
//! let groups = [Position { lon: 107.58, lat: 16.46 }, Position { lon: 107.60, lat: 16.45 }];
//! let shelters = [Position { lon: 107.59, lat: 16.46 }, Position { lon: 107.70, lat: 16.50 }];
//! // The second group weighs double: a metre of theirs counts as two.
//! let costs = Ground::new(&groups, &shelters)?.weighted(vec![1, 2])?;
//! let problem = Problem::new(vec![12, 7], vec![10, 30], costs)?;
//! let plan = allocate(&problem);
//! assert_eq!(plan.shortage(), 0);
//! assert_eq!(plan.check(&problem), Ok(()));
//! # Ok::<(), ungpho::allocation::Fault>(())
//! ```
//!
//! All sums are whole numbers; nothing depends on the clock, on threads or on chance: the same question always
//! has the same answer.

mod answer;
mod bottleneck;
mod costs;
mod farthest;
mod flaw;
mod ground;
mod matrix;
mod problem;
mod proof;
mod reckoning;
pub mod roads;
mod simplex;
mod solve;
mod tree;
pub mod trips;
mod whole;

pub use answer::{Allocation, Flow, LeftOver};
pub use bottleneck::Bottleneck;
pub use costs::Costs;
pub use farthest::shorten_farthest;
pub use flaw::Flaw;
pub use ground::{Ground, Position};
pub use matrix::Matrix;
pub use problem::{Fault, MOST_PAIRS, Problem};
pub use proof::Proof;
pub use reckoning::{Reckoned, Reckoning};
pub use solve::allocate;
pub use whole::{Together, keep_together};
