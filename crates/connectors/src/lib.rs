//! How we speak to the outside: the only outgoing HTTP and SMTP.
