//! A PostgreSQL cluster that lives as long as the tests: its own folder, its own port on the loopback, nothing shared with
//! a PostgreSQL that may run on this machine.

use crate::{Outcome, paths, setup, shell};
use std::{
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running cluster; dropping it stops it and removes its folder.
pub struct Cluster {
    /// How to reach its database `postgres` as a superuser.
    pub url: String,
    folder: PathBuf,
    server: Child,
}

impl Cluster {
    /// Makes and starts one. Durability stays on: the tests are about the product as it runs.
    pub fn start() -> Outcome<Self> {
        let programs = setup::postgres_programs()
            .ok_or("PostgreSQL's server programs are missing; run `apt-get install postgresql` as root")?;
        let user = unprivileged_user()?;
        let folder = std::env::temp_dir().join(format!("romashka-postgres-{}", std::process::id()));
        paths::make_dir(&folder)?;
        if let Some(user) = user {
            shell::run(shell::program("chown")?.arg(user).arg(&folder))?;
        }
        let cluster = folder.join("cluster");
        let mut init = as_user(&programs.join("initdb"), user)?;
        init.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]);
        shell::output(init.arg(&cluster))?;
        let port = free_port()?;
        let log = std::fs::File::create(folder.join("log")).map_err(|error| error.to_string())?;
        let server = as_user(&programs.join("postgres"), user)?
            .arg("-D")
            .arg(&cluster)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-c", "max_connections=200"])
            .args(["-c", "unix_socket_directories="])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| format!("PostgreSQL cannot be started: {error}"))?;
        let mut cluster = Self { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), folder, server };
        cluster.wait_until_ready(&programs, port)?;
        println!("PostgreSQL runs on port {port}.");
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, programs: &Path, port: u16) -> Outcome {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            if self.server.try_wait().map_err(|error| error.to_string())?.is_some() {
                break;
            }
            let asked = TcpStream::connect(("127.0.0.1", port)).is_ok()
                && shell::output(Command::new(programs.join("pg_isready")).args([
                    "-h",
                    "127.0.0.1",
                    "-p",
                    &port.to_string(),
                ]))
                .is_ok();
            if asked {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = paths::read_text(&self.folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not become ready:\n{log}"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's quick way out: it drops connections and stops. A test may have left some open.
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(20) && matches!(self.server.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to run as root; then its packages' user does it, or nobody.
fn unprivileged_user() -> Outcome<Option<&'static str>> {
    if !setup::is_root() {
        return Ok(None);
    }
    let exists = |user: &&str| shell::output(Command::new("id").args(["-u", user])).is_ok();
    let user = ["postgres", "nobody"].into_iter().find(exists);
    user.map(Some).ok_or_else(|| "PostgreSQL refuses to run as root, and there is no user to run it as".into())
}

/// The program as that user, ending when we do, however we end.
fn as_user(program: &Path, user: Option<&str>) -> Outcome<Command> {
    let mut command = shell::program("setpriv")?;
    command.current_dir("/");
    if let Some(user) = user {
        let group = shell::output(Command::new("id").args(["-g", user]))?;
        command.arg(format!("--reuid={user}")).arg(format!("--regid={group}")).arg("--init-groups");
    }
    command.args(["--pdeathsig", "INT"]).arg(program);
    Ok(command)
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    Ok(listener.local_addr().map_err(|error| error.to_string())?.port())
}

#[cfg(test)]
mod tests {
    use super::Cluster;

    #[test]
    fn a_cluster_answers_while_it_lives_and_leaves_nothing_behind() {
        if crate::setup::postgres_programs().is_none() {
            println!("SKIPPED: PostgreSQL's server programs are not installed");
            return;
        }
        let cluster = Cluster::start().unwrap();
        let address = cluster.url.split(['@', '/']).nth(3).unwrap().to_owned();
        let folder = cluster.folder.clone();
        assert!(std::net::TcpStream::connect(&address).is_ok(), "{address}");
        drop(cluster);
        assert!(std::net::TcpStream::connect(&address).is_err() && !folder.exists());
    }
}
