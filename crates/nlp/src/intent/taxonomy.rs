//! What customers of shops and services want: 27 intents in 11 categories.

use std::fmt;
use std::str::FromStr;

/// What somebody wants of a customer service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intent {
    /// Call an order off.
    CancelOrder,
    /// Change what is in an order.
    ChangeOrder,
    /// Have an address for deliveries corrected or replaced.
    ChangeShippingAddress,
    /// Know what calling off costs.
    CheckCancellationFee,
    /// Look at invoices, or ask about what they say.
    CheckInvoice,
    /// Know how one can pay.
    CheckPaymentMethods,
    /// Know when, for what and how money is given back.
    CheckRefundPolicy,
    /// Complain.
    Complaint,
    /// Know how and when the service can be reached.
    ContactCustomerService,
    /// Speak with a human being.
    ContactHumanAgent,
    /// Open an account.
    CreateAccount,
    /// Close an account, have data erased.
    DeleteAccount,
    /// Know where to and in which ways goods are delivered.
    DeliveryOptions,
    /// Know how long delivery takes.
    DeliveryPeriod,
    /// Correct what an account says about its owner.
    EditAccount,
    /// Be sent an invoice.
    GetInvoice,
    /// Get money back.
    GetRefund,
    /// Begin or end to receive a newsletter.
    NewsletterSubscription,
    /// Say that a payment went wrong.
    PaymentIssue,
    /// Buy something.
    PlaceOrder,
    /// Get into an account again.
    RecoverPassword,
    /// Say that opening an account does not work.
    RegistrationProblems,
    /// Tell others what something is like.
    Review,
    /// Have one more address for deliveries.
    SetUpShippingAddress,
    /// Go over to another account, or another kind of account.
    SwitchAccount,
    /// Know where an order is.
    TrackOrder,
    /// Know where money is that is to come back.
    TrackRefund,
}

impl Intent {
    /// All of them, by name.
    pub const ALL: [Self; 27] = [
        Self::CancelOrder,
        Self::ChangeOrder,
        Self::ChangeShippingAddress,
        Self::CheckCancellationFee,
        Self::CheckInvoice,
        Self::CheckPaymentMethods,
        Self::CheckRefundPolicy,
        Self::Complaint,
        Self::ContactCustomerService,
        Self::ContactHumanAgent,
        Self::CreateAccount,
        Self::DeleteAccount,
        Self::DeliveryOptions,
        Self::DeliveryPeriod,
        Self::EditAccount,
        Self::GetInvoice,
        Self::GetRefund,
        Self::NewsletterSubscription,
        Self::PaymentIssue,
        Self::PlaceOrder,
        Self::RecoverPassword,
        Self::RegistrationProblems,
        Self::Review,
        Self::SetUpShippingAddress,
        Self::SwitchAccount,
        Self::TrackOrder,
        Self::TrackRefund,
    ];

    /// The name by which others know it, such as `cancel_order`; it never changes.
    pub const fn id(self) -> &'static str {
        self.names().0
    }

    /// The category, such as `ORDER`.
    pub const fn category(self) -> &'static str {
        self.names().1
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::CancelOrder => ("cancel_order", "ORDER"),
            Self::ChangeOrder => ("change_order", "ORDER"),
            Self::ChangeShippingAddress => ("change_shipping_address", "SHIPPING_ADDRESS"),
            Self::CheckCancellationFee => ("check_cancellation_fee", "CANCELLATION_FEE"),
            Self::CheckInvoice => ("check_invoice", "INVOICE"),
            Self::CheckPaymentMethods => ("check_payment_methods", "PAYMENT"),
            Self::CheckRefundPolicy => ("check_refund_policy", "REFUND"),
            Self::Complaint => ("complaint", "FEEDBACK"),
            Self::ContactCustomerService => ("contact_customer_service", "CONTACT"),
            Self::ContactHumanAgent => ("contact_human_agent", "CONTACT"),
            Self::CreateAccount => ("create_account", "ACCOUNT"),
            Self::DeleteAccount => ("delete_account", "ACCOUNT"),
            Self::DeliveryOptions => ("delivery_options", "DELIVERY"),
            Self::DeliveryPeriod => ("delivery_period", "DELIVERY"),
            Self::EditAccount => ("edit_account", "ACCOUNT"),
            Self::GetInvoice => ("get_invoice", "INVOICE"),
            Self::GetRefund => ("get_refund", "REFUND"),
            Self::NewsletterSubscription => ("newsletter_subscription", "NEWSLETTER"),
            Self::PaymentIssue => ("payment_issue", "PAYMENT"),
            Self::PlaceOrder => ("place_order", "ORDER"),
            Self::RecoverPassword => ("recover_password", "ACCOUNT"),
            Self::RegistrationProblems => ("registration_problems", "ACCOUNT"),
            Self::Review => ("review", "FEEDBACK"),
            Self::SetUpShippingAddress => ("set_up_shipping_address", "SHIPPING_ADDRESS"),
            Self::SwitchAccount => ("switch_account", "ACCOUNT"),
            Self::TrackOrder => ("track_order", "ORDER"),
            Self::TrackRefund => ("track_refund", "REFUND"),
        }
    }
}

impl fmt::Display for Intent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// A name that no intent has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no intent is called {0:?}")]
pub struct UnknownIntent(pub String);

impl FromStr for Intent {
    type Err = UnknownIntent;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|intent| intent.id() == name);
        found.ok_or_else(|| UnknownIntent(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascending_and_lead_back_to_their_intents() {
        assert!(Intent::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id() && pair[0] < pair[1]));
        for intent in Intent::ALL {
            assert_eq!(intent.id().parse(), Ok(intent));
        }
        assert_eq!("sing".parse::<Intent>(), Err(UnknownIntent("sing".to_owned())));
    }

    #[test]
    fn there_are_eleven_categories() {
        let categories: std::collections::BTreeSet<_> = Intent::ALL.map(Intent::category).into();
        assert_eq!(categories.len(), 11);
    }
}
