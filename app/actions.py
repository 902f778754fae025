"""The one registry of actions: footer, help, command palette and key remapping all come from it.

An action is what a key, a palette entry or a click asks for. Screens turn their scope into Textual bindings
with `widgets.bindings.bindings`; the handler is the method `action_<name>` of the screen or the app.
"""

from __future__ import annotations

from typing import NamedTuple

from app.i18n import N_


class Action(NamedTuple):
    """One thing a buyer can do."""

    id: str
    """`scope.name`; also the binding id for key remapping."""
    key: str
    """Default keys, comma separated as Textual wants them."""
    label: str
    """One or two words, for the footer. English message id."""
    about: str
    """A sentence for help and palette. English message id."""
    footer: bool = True
    palette: bool = True
    priority: bool = False
    """Wins over a focused field (only for keys a field never needs)."""

    @property
    def scope(self) -> str:
        """`app` for everywhere, else the screen's scope."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The Textual action: `action_<name>` on screen or app."""
        return self.id.partition(".")[2]


ACTIONS: tuple[Action, ...] = (
    # Everywhere
    Action("app.open_cart", "c", N_("cart"), N_("Open the cart")),
    Action("app.open_orders", "o", N_("orders"), N_("Orders placed here")),
    Action("app.open_account", "u,f6", N_("account"), N_("Sign in, or look at your account")),
    Action("app.open_subscriptions", "e", N_("subscriptions"), N_("Your subscriptions"), footer=False),
    Action("app.open_courses", "y", N_("courses"), N_("Your courses"), footer=False),
    Action(
        "app.open_link",
        "l",
        N_("open a link"),
        N_("Open a link to an order or to something in this shop"),
        footer=False,
    ),
    Action(
        "app.open_settings",
        "comma",
        N_("settings"),
        N_("Settings: language, theme, pictures, keys"),
        footer=False,
    ),
    Action("app.open_help", "question_mark,f1", N_("help"), N_("Help: what you can do and with which key")),
    Action(
        "app.command_palette",
        "ctrl+p",
        N_("everything"),
        N_("Find any action by name"),
        footer=False,
        palette=False,
        priority=True,
    ),
    Action("app.go_home", "ctrl+o", N_("shop"), N_("Back to the shop window"), footer=False),
    Action(
        "app.toggle_language",
        "f2",
        N_("language"),
        N_("Switch between Indonesian and English"),
        footer=False,
        priority=True,
    ),
    Action(
        "app.next_theme",
        "f3",
        N_("theme"),
        N_("Colours: dark, light or high contrast"),
        footer=False,
        priority=True,
    ),
    Action("app.sign_out", "ctrl+u", N_("sign out"), N_("Sign out of your account"), footer=False),
    Action("app.leave", "q,ctrl+q", N_("leave"), N_("Leave the shop; your cart stays here")),
    Action("app.retry", "r", N_("retry"), N_("Try again what failed"), footer=False, palette=False),
    # Catalogue
    Action("catalog.find", "slash", N_("find"), N_("Search the whole shop as you type")),
    Action("catalog.open", "enter", N_("view"), N_("Look at the chosen item"), palette=False),
    Action("catalog.add", "a", N_("add"), N_("Put the chosen item into the cart")),
    Action("catalog.sort", "s", N_("sort"), N_("Sort: featured, cheapest, dearest, newest, A–Z")),
    Action("catalog.next_category", "right,tab", N_("category"), N_("Next category"), footer=False),
    Action(
        "catalog.previous_category",
        "left,shift+tab",
        N_("previous category"),
        N_("Previous category"),
        footer=False,
    ),
    Action("catalog.clear", "escape", N_("clear"), N_("Clear the search"), palette=False),
    Action("catalog.refresh", "r", N_("reload"), N_("Ask the store for the newest catalogue"), footer=False),
    # Product and bundle
    Action("product.add", "a", N_("add"), N_("Put this into the cart")),
    Action("product.buy_now", "b", N_("buy now"), N_("Order just this, leaving the cart alone")),
    Action("product.more", "plus,equals_sign", N_("more"), N_("One more"), footer=False, palette=False),
    Action("product.fewer", "minus", N_("fewer"), N_("One fewer"), footer=False, palette=False),
    Action(
        "product.next_picture", "right_square_bracket", N_("next picture"), N_("Next picture"), footer=False
    ),
    Action(
        "product.previous_picture",
        "left_square_bracket",
        N_("previous picture"),
        N_("Previous picture"),
        footer=False,
    ),
    Action("product.info", "i", N_("description"), N_("Picture and full description")),
    Action("product.reload", "r", N_("reload"), N_("Ask the store for this again"), footer=False),
    Action("product.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Cart
    Action("cart.more", "plus,equals_sign", N_("more"), N_("One more of this line"), palette=False),
    Action("cart.fewer", "minus", N_("fewer"), N_("One fewer of this line"), palette=False),
    Action("cart.remove", "x,delete", N_("remove"), N_("Take this line out of the cart"), palette=False),
    Action("cart.undo", "z,ctrl+z", N_("undo"), N_("Put the removed line back")),
    Action("cart.code", "d", N_("discount code"), N_("Enter a discount code")),
    Action("cart.merge", "m", N_("bring along"), N_("Bring along what was in the cart before you signed in")),
    Action("cart.checkout", "enter", N_("to delivery"), N_("On to delivery and payment")),
    Action("cart.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Location picker
    Action(
        "place.swap",
        "ctrl+t",
        N_("other way"),
        N_("Switch between searching and choosing step by step"),
        priority=True,
    ),
    Action("place.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Checkout
    Action("checkout.order", "ctrl+s,f10", N_("place order"), N_("Place the order"), priority=True),
    Action("checkout.next", "f8", N_("next section"), N_("Next section"), footer=False),
    Action("checkout.previous", "f7", N_("previous section"), N_("Previous section"), footer=False),
    Action("checkout.retry", "r", N_("try again"), N_("Ask the shop again for what could not be loaded")),
    Action(
        "checkout.back", "escape", N_("back"), N_("Back one step; what you filled in is kept"), palette=False
    ),
    # Unknown outcome of an order
    Action("outcome.check", "r", N_("check again"), N_("Find out whether the order arrived")),
    Action("outcome.contact", "h", N_("contact"), N_("How to reach the seller")),
    Action("outcome.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Payment
    Action("payment.copy", "k", N_("copy"), N_("Copy the number, code or link")),
    Action("payment.full_qr", "f", N_("large QR"), N_("Show the QR alone on a white screen")),
    Action("payment.open_page", "b", N_("open in browser"), N_("Open the payment page in your browser")),
    Action("payment.proof", "t", N_("send proof"), N_("Send a picture of your transfer to the seller")),
    Action("payment.check", "u", N_("check payment"), N_("Ask whether the payment has arrived")),
    Action("payment.copy_amount", "j", N_("copy amount"), N_("Copy the exact amount")),
    Action("payment.save_qr", "p", N_("save QR"), N_("Save the QR as a picture file")),
    Action("payment.retry", "r", N_("reload"), N_("Ask for the payment details again")),
    Action(
        "payment.next_way",
        "right,tab",
        N_("other way to pay"),
        N_("How to pay at an ATM, by mobile or by internet banking"),
        footer=False,
    ),
    Action(
        "payment.previous_way",
        "left,shift+tab",
        N_("previous way"),
        N_("How to pay in the way before"),
        footer=False,
        palette=False,
    ),
    Action("payment.order", "enter", N_("to the order"), N_("Open the order"), palette=False),
    Action("payment.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Proof of a transfer, and the file it is chosen from
    Action("proof.send", "ctrl+s,f10", N_("send"), N_("Send the picture of your transfer"), priority=True),
    Action(
        "proof.choose", "f", N_("choose picture"), N_("Choose the picture of your transfer on this machine")
    ),
    Action("proof.retry", "r", N_("try again"), N_("Try again the step that failed")),
    Action("proof.copy", "k", N_("copy link"), N_("Copy the link of the order page")),
    Action("proof.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action(
        "files.next_place",
        "tab",
        N_("next folder"),
        N_("Home, downloads, pictures and this folder, one after the other"),
        palette=False,
        priority=True,
    ),
    Action("files.up", "ctrl+up", N_("up"), N_("The folder above"), palette=False),
    Action("files.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Order and the list of orders
    Action("order.pay", "enter,p", N_("pay"), N_("Pay this order")),
    Action("order.course", "g", N_("to the course"), N_("Open the course that was bought with this order")),
    Action("order.proof", "t", N_("send proof"), N_("Send a picture of your transfer to the seller")),
    Action("order.copy", "k", N_("copy"), N_("Copy the tracking number or the order link")),
    Action("order.contact", "h", N_("contact seller"), N_("How to reach the seller")),
    Action("order.again", "b", N_("buy again"), N_("Put what was ordered into the cart once more")),
    Action("order.note", "n", N_("add a note"), N_("Add a note to the seller to this order")),
    Action("order.keep", "s", N_("keep here"), N_("Keep this order among the orders on this machine")),
    Action("order.refresh", "r", N_("reload"), N_("Ask the store how the order is doing")),
    Action("order.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("orders.open", "enter", N_("open"), N_("Open the chosen order"), palette=False),
    Action("orders.filter", "f", N_("filter"), N_("Filter: all orders, to pay, on the way, done")),
    Action("orders.more", "m", N_("load more"), N_("Load more of your orders")),
    Action("orders.refresh", "r", N_("reload"), N_("Ask the store how the orders are doing"), footer=False),
    Action("orders.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Signing in
    Action(
        "auth.submit",
        "f10",
        N_("go on"),
        N_("Send what you filled in"),
        footer=False,
        palette=False,
        priority=True,
    ),
    Action("auth.show", "ctrl+t,f4", N_("show password"), N_("Show or hide the password"), priority=True),
    Action(
        "auth.forgot",
        "ctrl+f,f9",
        N_("forgot it"),
        N_("Have a link to a new password sent to you"),
        priority=True,
    ),
    Action("auth.again", "ctrl+r,f5", N_("another code"), N_("Have another code sent to you"), priority=True),
    Action(
        "auth.paste", "ctrl+l,f8", N_("paste the link"), N_("Paste the link from the e-mail"), priority=True
    ),
    Action(
        "auth.as_guest",
        "ctrl+g,f7",
        N_("shop as guest"),
        N_("Go on as a guest, with an empty cart"),
        priority=True,
    ),
    Action("auth.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # The account: its pages, the address book, what is filled in
    Action("account.profile", "p", N_("profile"), N_("Name, phone, birth date, newsletter")),
    Action("account.addresses", "a", N_("addresses"), N_("Your address book")),
    Action("account.password", "w", N_("password"), N_("Choose a new password")),
    Action("account.subscriptions", "s", N_("subscriptions"), N_("Your subscriptions")),
    Action("account.courses", "k", N_("courses"), N_("Your courses")),
    Action("account.retry", "r", N_("try again"), N_("Ask the shop again who you are")),
    Action("account.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("addresses.open", "enter", N_("change"), N_("Change the chosen address"), palette=False),
    Action("addresses.add", "a", N_("new address"), N_("Add an address")),
    Action("addresses.remove", "x,delete", N_("delete"), N_("Delete the chosen address"), palette=False),
    Action("addresses.undo", "z,ctrl+z", N_("undo"), N_("Put the deleted address back")),
    Action(
        "addresses.refresh", "r", N_("reload"), N_("Ask the store for your addresses again"), footer=False
    ),
    Action("addresses.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("form.save", "ctrl+s,f10", N_("save"), N_("Save what you changed"), priority=True),
    Action("form.discard", "ctrl+z", N_("undo changes"), N_("Back to what the shop has"), priority=True),
    Action("form.retry", "r", N_("try again"), N_("Ask the shop again for what could not be loaded")),
    Action("form.back", "escape", N_("back"), N_("Back one step; what you typed is kept"), palette=False),
    # Subscriptions: the list, one of them, its end, another variant of what is in it
    Action("subscriptions.open", "enter", N_("open"), N_("Open the chosen subscription"), palette=False),
    Action("subscriptions.filter", "f", N_("filter"), N_("Filter: all subscriptions, or those of one state")),
    Action("subscriptions.refresh", "r", N_("reload"), N_("Ask the store for your subscriptions again")),
    Action("subscriptions.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action(
        "subscription.order", "p", N_("its order"), N_("The order of the latest invoice: pay or look at it")
    ),
    Action("subscription.upgrade", "g", N_("upgrade"), N_("Change to something bigger")),
    Action("subscription.downgrade", "d", N_("downgrade"), N_("Change to something smaller")),
    Action("subscription.cancel", "x", N_("cancel"), N_("Let the subscription end with its period")),
    Action("subscription.resume", "z", N_("resume"), N_("Let the subscription go on after all")),
    Action("subscription.refresh", "r", N_("reload"), N_("Ask the store how the subscription is doing")),
    Action("subscription.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("ending.confirm", "ctrl+s,f10", N_("confirm"), N_("Do what is said here"), priority=True),
    Action("ending.back", "escape", N_("leave it"), N_("Leave the subscription as it is"), palette=False),
    Action("step.confirm", "ctrl+s,f10", N_("change"), N_("Change to the chosen one"), priority=True),
    Action("step.retry", "r", N_("try again"), N_("Ask the shop again what it offers")),
    Action("step.back", "escape", N_("back"), N_("Back one step; nothing is changed"), palette=False),
    # Courses: the list, one of them, one lesson
    Action("courses.open", "enter", N_("open"), N_("Open the chosen course"), palette=False),
    Action("courses.more", "m", N_("look further"), N_("Look for courses in older orders")),
    Action("courses.refresh", "r", N_("reload"), N_("Look for your courses again")),
    Action("courses.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("course.resume", "g", N_("go on"), N_("Go on where you left off")),
    Action("course.open", "enter", N_("open"), N_("Open the chosen lesson"), palette=False),
    Action("course.order", "t", N_("its order"), N_("The order the course was bought with")),
    Action("course.refresh", "r", N_("reload"), N_("Ask the shop for the course again")),
    Action("course.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("lesson.done", "d", N_("done"), N_("Mark the lesson as done")),
    Action("lesson.next", "n", N_("next"), N_("The next lesson")),
    Action("lesson.previous", "p", N_("previous"), N_("The lesson before")),
    Action("lesson.video", "v", N_("video QR"), N_("The video as a QR for your phone")),
    Action("lesson.open_page", "b", N_("open in browser"), N_("Open the video in your browser")),
    Action("lesson.more", "plus,equals_sign", N_("10% more"), N_("You have come ten percent further")),
    Action("lesson.fewer", "minus", N_("10% less"), N_("Take ten percent back"), footer=False),
    Action("lesson.copy", "k", N_("copy link"), N_("Copy the link of the video")),
    Action("lesson.retry", "r", N_("reload"), N_("Ask the shop again, or send again what could not be kept")),
    Action("lesson.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # A note to an order, the seller's addresses, a pasted link
    Action("note.send", "ctrl+s,f10", N_("send"), N_("Send the note to the seller"), priority=True),
    Action("note.back", "escape", N_("back"), N_("Back; what you wrote is kept"), palette=False),
    Action("contact.copy", "k", N_("copy link"), N_("Copy the link to the chat with the seller")),
    Action("contact.copy_mail", "m", N_("copy e-mail"), N_("Copy the seller's e-mail address")),
    Action("contact.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("link.go", "enter,f10", N_("open"), N_("Open the link"), palette=False),
    Action("link.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # The demo store only: what whoever shows it can make happen to the order in front
    Action("demo.paid", "alt+p", N_("money arrives"), N_("Demo: the money arrives"), footer=False),
    Action("demo.ship", "alt+s", N_("parcel leaves"), N_("Demo: the parcel is shipped"), footer=False),
    Action("demo.deliver", "alt+d", N_("parcel arrives"), N_("Demo: the parcel arrives"), footer=False),
    Action("demo.expire", "alt+e", N_("time runs out"), N_("Demo: the time to pay runs out"), footer=False),
    Action("demo.cancel", "alt+x", N_("shop cancels"), N_("Demo: the shop cancels the order"), footer=False),
    Action("demo.mail", "alt+m", N_("e-mails"), N_("Demo: the e-mails the shop has sent"), footer=False),
    Action("demo.customer", "alt+c", N_("demo customer"), N_("Demo: fill in a customer of the demo shop")),
    # The e-mails of the demo store
    Action("mail.back", "escape", N_("back"), N_("Back one step"), palette=False),
    # Settings, the pages behind them, and help
    Action("settings.keys", "k", N_("keys"), N_("See which key does what, and choose others")),
    Action("settings.files", "d", N_("files"), N_("See where your cart, orders and settings are kept")),
    Action("settings.store", "t", N_("other store"), N_("Close this shop and open another one")),
    Action(
        "settings.forget",
        "ctrl+f",
        N_("forget everything"),
        N_("Remove everything this program keeps here"),
        palette=False,
    ),
    Action("settings.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("stores.open", "enter", N_("open"), N_("Open the chosen store"), palette=False),
    Action("stores.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("keys.change", "enter", N_("other key"), N_("Choose another key for this action"), palette=False),
    Action("keys.usual", "x,delete", N_("usual key"), N_("Give this action its usual key back")),
    Action("keys.all_usual", "ctrl+r", N_("all usual keys"), N_("Give every action its usual key back")),
    Action("keys.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("newkey.swap", "enter", N_("swap them"), N_("Swap the keys of the two actions"), palette=False),
    Action("newkey.back", "escape", N_("leave it"), N_("Leave the key as it is"), palette=False),
    Action("kept.copy", "enter,k", N_("copy"), N_("Copy the path"), palette=False),
    Action("kept.back", "escape", N_("back"), N_("Back one step"), palette=False),
    Action("help.back", "escape,q,question_mark,f1", N_("close"), N_("Close help"), palette=False),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def in_scope(scope: str) -> tuple[Action, ...]:
    """The actions of one scope, in footer order."""
    return tuple(action for action in ACTIONS if action.scope == scope)
