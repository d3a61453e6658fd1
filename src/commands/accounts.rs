//! `ungpho user …` and `ungpho token …`.

use std::io::BufRead as _;

use clap::Subcommand;

use super::{Failure, open_app};
use crate::accounts::RoleName;
use crate::config::Settings;
use crate::services::sign_in::{NewAccount, add_account, add_token};

/// Accounts of people.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Adds an account; the password is read from standard input, so that no list of commands keeps it.
    Add {
        /// The name to sign in with.
        name: String,
        /// The name people see.
        #[arg(long)]
        display_name: Option<String>,
        /// admin, editor, appraiser, approver, official or viewer.
        #[arg(long)]
        role: String,
        /// The commune the account is limited to.
        #[arg(long)]
        unit: Option<String>,
    },
}

/// Tokens of programs.
#[derive(Subcommand)]
pub enum TokenCommand {
    /// Adds an account for a program and prints its token, this once.
    Add {
        /// The program's name.
        #[arg(long)]
        name: String,
        /// Usually integration.
        #[arg(long)]
        role: String,
        /// The commune it is limited to.
        #[arg(long)]
        unit: Option<String>,
    },
}

fn role(text: &str) -> Result<RoleName, Failure> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|_| {
        format!("there is no role {text}; use admin, editor, appraiser, approver, official, viewer or integration")
            .into()
    })
}

/// Runs `ungpho user …`.
pub fn user(command: &UserCommand, settings: &Settings) -> Result<(), Failure> {
    let UserCommand::Add { name, display_name, role: role_name, unit } = command;
    let role = role(role_name)?;
    println!("Password for {name} (8 characters or more), then Enter:");
    let password = std::io::stdin().lock().lines().next().transpose()?.unwrap_or_default();
    let new =
        NewAccount { name, display_name: display_name.as_deref().unwrap_or(name), role, unit_code: unit.as_deref() };
    add_account(&open_app(settings)?, &new, Some(&password))?;
    println!("account {name} added");
    Ok(())
}

/// Runs `ungpho token …`.
pub fn token(command: &TokenCommand, settings: &Settings) -> Result<(), Failure> {
    let TokenCommand::Add { name, role: role_name, unit } = command;
    let new = NewAccount { name, display_name: name, role: role(role_name)?, unit_code: unit.as_deref() };
    let app = open_app(settings)?;
    let account = add_account(&app, &new, None)?;
    println!("{}", add_token(&app, &account)?);
    Ok(())
}
