//! Who may do what: accounts, roles, passwords, and when guessing has to stop.

mod account;
mod common_passwords;
mod lockout;
mod password;
mod role;
mod secret;

pub use account::{Account, AccountRecord, AccountState, Acting, ApiToken, leaves_an_admin};
pub use lockout::{Attempt, LockRules, Standing, standing};
pub use password::{MAX_PASSWORD, MIN_PASSWORD, PasswordFault, check_password, hash_password, password_fits};
pub use role::{Permission, RoleName};
pub use secret::{new_secret, secret_hash};
