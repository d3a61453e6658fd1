//! `ungpho user …` and `ungpho token …`.

use std::io::{BufRead as _, IsTerminal as _, stdin};

use clap::Subcommand;

use super::{Failure, open_app};
use crate::accounts::RoleName;
use crate::config::Settings;
use crate::services::manage_accounts::{NewAccount, add_account};
use crate::services::manage_tokens::add_token;
use crate::services::record::Actor;

/// Accounts of people.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Adds an account. The password is asked for and not shown, or read from standard input where that is no
    /// terminal; no list of commands keeps it.
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

/// The password: asked for twice without being shown, or the first line of what is piped in.
fn password_of(name: &str) -> Result<String, Failure> {
    if !stdin().is_terminal() {
        return Ok(stdin().lock().lines().next().transpose()?.unwrap_or_default());
    }
    let password = rpassword::prompt_password(format!("Password for {name} (8 characters or more): "))?;
    if rpassword::prompt_password("Once more: ")? == password {
        Ok(password)
    } else {
        Err("the two passwords differ; nothing was changed".into())
    }
}

/// Runs `ungpho user …`.
pub fn user(command: &UserCommand, settings: &Settings) -> Result<(), Failure> {
    let UserCommand::Add { name, display_name, role: role_name, unit } = command;
    let role = role(role_name)?;
    let password = password_of(name)?;
    let new =
        NewAccount { name, display_name: display_name.as_deref().unwrap_or(name), role, unit_code: unit.as_deref() };
    add_account(&open_app(settings)?, &Actor::command_line(), &new, Some(&password))?;
    println!("account {name} added");
    Ok(())
}

/// Runs `ungpho token …`.
pub fn token(command: &TokenCommand, settings: &Settings) -> Result<(), Failure> {
    let TokenCommand::Add { name, role: role_name, unit } = command;
    let new = NewAccount { name, display_name: name, role: role(role_name)?, unit_code: unit.as_deref() };
    let app = open_app(settings)?;
    let account = add_account(&app, &Actor::command_line(), &new, None)?;
    println!("{}", add_token(&app, &Actor::command_line(), &account)?);
    Ok(())
}
