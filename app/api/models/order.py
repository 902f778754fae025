"""The public order, as checkout, order lookup and payment creation answer it (NOTES sections 7 and 8)."""

from __future__ import annotations

from app.api.models.base import (
    Flag,
    Handle,
    Integer,
    Lines,
    Many,
    Maybe,
    MaybeFlag,
    MaybeText,
    Money,
    Object,
    PersonalModel,
    Text,
    Url,
    WireModel,
)


class FinancialEntity(WireModel):
    id: Integer = None
    code: Text = ""
    name: Text = ""


class PaymentAccount(WireModel):
    id: Integer = None
    account_holder: Text = ""
    account_number: Text = ""
    method: Text = ""
    financial_entity: Maybe[FinancialEntity] = None


class Domain(WireModel):
    full_url: Text = ""


class OrderStore(WireModel):
    name: Text = ""
    custom_domain: Maybe[Domain] = None
    payment_accounts: Many[PaymentAccount] = []
    days_of_payment_processing: Integer = None
    is_auto_expire: MaybeFlag = None
    auto_expire_days: Integer = None
    is_show_whatsapp: MaybeFlag = None


class OrderLine(WireModel):
    quantity: Integer = None
    variant: Integer = None
    """Its number; only a customer is told, and courses go by the uuid."""
    product_name: Text = ""
    item_type: Text = ""
    is_lms_enabled: Flag = False
    variant_option1_value: Text = ""
    variant_option2_value: Text = ""
    variant_option3_value: Text = ""
    variant_price: Money = None

    @property
    def values(self) -> tuple[str, str, str]:
        """One value an axis, as its variant has them."""
        return (self.variant_option1_value, self.variant_option2_value, self.variant_option3_value)

    @property
    def options(self) -> str:
        return ", ".join(value for value in self.values if value)

    @property
    def is_course(self) -> bool:
        """There are lessons behind it."""
        return self.item_type == "course" or self.is_lms_enabled


class Destination(PersonalModel):
    name: Text = ""
    phone: Text = ""
    address: Lines = ""
    subdistrict: Text = ""
    city: Text = ""
    province: Text = ""


class CourierName(WireModel):
    name: Text = ""


class CourierService(WireModel):
    name: Text = ""
    courier: Maybe[CourierName] = None


class ShipmentStatus(WireModel):
    timestamp_source: Text = ""
    status: Text = ""
    description: Text = ""


class Buyer(PersonalModel):
    email: Text = ""


class Business(WireModel):
    username: Text = ""
    contact_email: Text = ""


class PublicOrder(PersonalModel):
    """An order as its buyer sees it. `secret_slug` is the only handle a guest has; never key on `id`."""

    secret_slug: Handle
    order_id: Text = ""
    status: Text = ""
    payment_status: Text = ""
    payment_method: Text = ""
    sub_payment_method: MaybeText = None
    epayment_provider: Text = ""
    is_probably_spam: Flag = False
    public_order_url: Url = None
    payment_url: Url = None
    redirect_url: Url = None
    post_payment_redirect_url: Url = None
    draft_time: Text = ""
    paid_time: Text = ""
    transfer_time: Text = ""
    transferproof_url: Url = None
    payment_expiration_at: Text = ""
    handler_phone: Text = ""
    chat_message: Lines = ""
    discount_code_code: Text = ""
    gross_revenue: Money = None
    product_price: Money = None
    product_discount: Money = None
    shipping_cost: Money = None
    shipping_discount: Money = None
    other_income: Money = None
    other_income_name: Text = ""
    payment_link_income: Money = None
    service_fee: Money = None
    unique_code_discount: Money = None
    discount_code_discount: Money = None
    pg_payment_info: Object = {}
    payment_account_holder: Text = ""
    payment_account_number: Text = ""
    status_history: Many[Object] = []
    shipment_status_history: Many[ShipmentStatus] = []
    shipment_receipt: Text = ""
    courier_service: Maybe[CourierService] = None
    orderlines: Many[OrderLine] = []
    store: Maybe[OrderStore] = None
    store_custom_domain: Maybe[Domain] = None
    destination_address: Maybe[Destination] = None
    customer: Maybe[Buyer] = None
    business: Maybe[Business] = None

    @property
    def domains(self) -> list[str]:
        """Addresses of the store's own pages, as far as the order names them."""
        named = (self.store_custom_domain, self.store.custom_domain if self.store else None)
        return [domain.full_url for domain in named if domain is not None and domain.full_url]
