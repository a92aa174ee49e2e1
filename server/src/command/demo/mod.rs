//! `romashka demo`: a made-up shop with a website of its own (another port, so another origin), whose help pages become
//! the knowledge of a demo workspace and whose pages carry the widget.

mod shop;

use super::{Failure, explained, failure};
use crate::compose;
use crate::config::{Config, Options, Refused};
use clap::Args;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// What the person typed.
#[derive(Debug, Clone, Args)]
pub struct Demo {
    /// Address and port of the shop's website
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3001")]
    shop: SocketAddr,
    /// Fill the workspace and stop, without keeping the shop's website up
    #[arg(long)]
    fill_only: bool,
}

impl Demo {
    /// Opens the shop's own address for the import of its pages.
    pub fn open_shop(&self, options: &mut Options) {
        let others = options.allow_hosts.take().unwrap_or_default();
        options.allow_hosts = Some(format!("{others},{}", self.shop).trim_matches(',').to_owned());
    }

    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        let listener = TcpListener::bind(self.shop).await.map_err(|wrong| {
            let text = format!("The shop cannot listen on {} ({wrong}). Choose another port with --shop.", self.shop);
            Failure::from(Refused(text))
        })?;
        let address = listener.local_addr()?;
        let shop = shop::Shop::default();
        let site = tokio::spawn({
            let router = shop.router();
            async move { axum::serve(listener, router).await }
        });
        let app = compose::open(&config, config.links(config.addr)).await.map_err(explained)?;
        let filled = self.fill(&app, address, &shop).await;
        app.store().close().await;
        filled?;
        if self.fill_only {
            site.abort();
            return Ok(());
        }
        println!("The shop is open at http://{address}/ (Ctrl+C closes it). Ask its widget something.");
        tokio::select! {
            ended = site => ended?.map_err(|wrong| failure(format!("The shop's website broke off: {wrong}."))),
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    }

    async fn fill(&self, app: &engine::App, address: SocketAddr, shop: &shop::Shop) -> Result<(), Failure> {
        let shops = [address.to_string(), format!("localhost:{}", address.port())];
        let pages: Vec<String> = shop::PAGES.iter().map(|page| format!("http://{address}{}", page.path())).collect();
        let demo = engine::demo::fill(app, &shops, &pages).await.map_err(explained)?;
        let public_url = &app.settings().public_url;
        shop.show(domain::bots::snippet(public_url, &demo.bot));
        println!(
            "The workspace “{}” is ready: {} pages read, {} in all.",
            engine::demo::WORKSPACE,
            demo.imported,
            pages.len()
        );
        println!("Choose it in the dashboard at {public_url} (workspace menu, top left).");
        Ok(())
    }
}
