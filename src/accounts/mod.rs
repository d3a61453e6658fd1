//! Who may do what: accounts, roles, passwords.

mod account;
mod password;
mod secret;

pub use account::{Account, Acting, Permission, RoleName};
pub use password::{hash_password, password_fits};
pub use secret::{new_secret, secret_hash};
