//! `romashka user`: people from the command line, where nobody can sign in yet or any more. Works while the server runs.

use super::{Failure, confirmed, explained};
use crate::compose;
use crate::config::Config;
use clap::{Subcommand, ValueEnum};
use engine::accounts;

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Make a user and print the link with which they set their password
    Create {
        /// Their mail address
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// A new workspace of this name, which they own; without it they can be invited into one, or make one
        #[arg(long)]
        workspace: Option<String>,
    },
    /// Print a link with which a user sets a new password
    ResetPassword {
        /// Their mail address
        email: String,
    },
    /// List all users
    List,
    /// Erase a user: their account, sessions and memberships, and their name from what they did
    Erase {
        /// Their mail address
        email: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Say whether a user operates the installation (system page, figures)
    Operator {
        /// Their mail address
        email: String,
        /// on or off
        switch: Switch,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Switch {
    On,
    Off,
}

impl User {
    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        let app = compose::open(&config, config.links(config.addr)).await.map_err(explained)?;
        let outcome = self.act(&app).await;
        app.store().close().await;
        outcome
    }

    async fn act(self, app: &engine::App) -> Result<(), Failure> {
        match self {
            Self::Create { email, name, workspace } => {
                let link = accounts::create_user(app, &email, &name, workspace.as_deref()).await.map_err(explained)?;
                println!("{email} can set a password here, once, within an hour:\n{link}");
            }
            Self::ResetPassword { email } => {
                let link = accounts::make_reset_link_by_email(app, &email).await.map_err(explained)?;
                println!("{email} can set a new password here, once, within an hour:\n{link}");
            }
            Self::List => {
                for user in accounts::list_users(app).await.map_err(explained)? {
                    let operator = if user.is_operator { "  operator" } else { "" };
                    println!("{}  {}  {}{operator}", user.id, user.email, user.name);
                }
            }
            Self::Erase { email, yes } => {
                if !yes && !confirmed(&email)? {
                    println!("Nothing was erased.");
                    return Ok(());
                }
                engine::erasure::erase_user(app, &email).await.map_err(explained)?;
                println!("{email} is erased.");
            }
            Self::Operator { email, switch } => {
                accounts::set_operator(app, &email, switch == Switch::On).await.map_err(explained)?;
                let now = if switch == Switch::On { "operates this installation" } else { "is no operator" };
                println!("{email} {now} from now on.");
            }
        }
        Ok(())
    }
}
