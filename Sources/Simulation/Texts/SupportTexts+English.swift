extension SupportTexts {
    static let english = SupportTexts(
        openers: [
            "Hi,", "Hello there,", "Good morning.", "Hey,", "Hi, {name} here.", "Hello, quick question:", "Hi team,",
            "I have been a {plan} member for a while.",
        ],
        closers: [
            "Thanks!", "Thank you very much.", "Please let me know.", "Best, {name}", "Is there anything else?",
            "I need this before {day}.", "Have a good day!",
        ],
        acknowledgements: [
            "Thanks for getting in touch.", "Happy to help with that.", "Of course.",
            "Sorry about the trouble, {name}.",
            "Good question.", "I have looked this up for you.",
        ],
        subjects: [
            Subject(
                questions: [
                    "How do I change the card on my account?",
                    "My card ending in {digits} expires soon, where do I put the new one?",
                    "The payment of {amount} was declined although the card is valid.",
                    "Can I pay the {plan} plan with two cards?", "Why is my old card {digits} still being charged?",
                ],
                passages: [
                    (
                        "kb-17",
                        "Changing a card (updated 3 March). Account, Billing, Payment methods: add the new card first, make it the default, then remove the old one. Open bills are tried again with the new card the next morning."
                    ),
                    (
                        "kb-18",
                        "Declined payments. A bank may decline a payment although the card is valid, most often because the security check was not finished. We try three times within seven days and send a mail before each try."
                    ),
                    (
                        "kb-21",
                        "Only one default card per account. A second card can be kept as a reserve; it is used when the default card is declined twice."
                    ),
                ],
                facts: [
                    "Open Account, Billing, Payment methods and add the new card first [kb-17].",
                    "Make it the default before you remove the card ending in {digits} [kb-17].",
                    "The open bill of {amount} is tried again the next morning [kb-17].",
                    "Banks sometimes decline because the security check was not finished; we try three times within seven days [kb-18].",
                    "A second card is only used when the default one is declined twice [kb-21].",
                ],
                inventions: [
                    "If you wait {count} days, the system replaces the card by itself.",
                    "You can also send the new number to our office and we enter it for you.",
                    "There is a fee of {amount} for changing cards more than once.",
                ]),
            Subject(
                questions: [
                    "I cannot find the invoice for order {order}.",
                    "The invoice of {day} shows the wrong company name.",
                    "Why are there two charges of {amount} this month?", "Can you send me a VAT invoice for {order}?",
                    "When does the {plan} plan get billed?",
                ],
                passages: [
                    (
                        "kb-30",
                        "Invoices appear under Account, Billing, Documents on the day after the payment. They can be downloaded as PDF for ten years."
                    ),
                    (
                        "kb-31",
                        "Correcting an invoice. Company name, address and VAT number can be corrected within the same quarter under Documents, Correct. The old invoice is cancelled and a new one issued."
                    ),
                    (
                        "kb-33",
                        "Two charges in one month happen when a plan is changed in the middle of a period: the rest of the old plan is credited on the next bill."
                    ),
                ],
                facts: [
                    "You find it under Account, Billing, Documents from the day after the payment [kb-30].",
                    "Company name and VAT number can be corrected there within the same quarter [kb-31].",
                    "The old invoice is then cancelled and a new one issued [kb-31].",
                    "Two charges come from a change of plan in the middle of a period; the rest is credited on the next bill [kb-33].",
                    "Invoices stay available as PDF for ten years [kb-30].",
                ],
                inventions: [
                    "The invoice for {order} was sent by post on {day}.",
                    "Corrections are possible for {count} years, also for closed quarters.",
                    "The second charge of {amount} is a deposit that you get back automatically.",
                ]),
            Subject(
                questions: [
                    "When will I get my money back for {order}?",
                    "I returned the {product} on {day} and see no refund.",
                    "Can I return the {product} without the box?", "The refund of {amount} is too low.",
                    "How long do I have to send {order} back?",
                ],
                passages: [
                    (
                        "kb-40",
                        "Refunds are made within five working days after the parcel arrived at the warehouse, the way the payment came. Banks may need three more days to show it."
                    ),
                    (
                        "kb-41",
                        "Returns are possible within 30 days after delivery. The original box is not needed, but the goods must be packed safely."
                    ),
                    (
                        "kb-44",
                        "Shipping costs are refunded when the whole order is returned; a voucher that was used comes back as a voucher."
                    ),
                ],
                facts: [
                    "Refunds are made within five working days after the parcel arrived at the warehouse [kb-40].",
                    "Your bank may need three more days to show the {amount} [kb-40].",
                    "You have 30 days after delivery, and the original box is not needed [kb-41].",
                    "Shipping costs come back only when the whole order {order} is returned [kb-44].",
                    "A voucher comes back as a voucher, which is why the sum can look lower [kb-44].",
                ],
                inventions: [
                    "As a {plan} member you have {count} weeks for returns.",
                    "The refund was already booked on {day} at {hour}.",
                    "If the {product} was opened we keep a handling fee of {amount}.",
                ]),
            Subject(
                questions: [
                    "Where is my order {order}?", "The parcel was supposed to arrive on {day}.",
                    "The tracking for the {product} has not moved for {count} days.",
                    "Can I change the delivery address?",
                    "The box arrived damaged, what now?",
                ],
                passages: [
                    (
                        "kb-50",
                        "Delivery takes two to four working days within the country and up to eight abroad. Tracking starts when the carrier has scanned the parcel, usually in the evening."
                    ),
                    (
                        "kb-52",
                        "The address can be changed until the parcel is handed to the carrier, under Orders, Details. Afterwards only the carrier can redirect it."
                    ),
                    (
                        "kb-53",
                        "Damaged parcels: take two pictures, of the box and of the goods, and report it under Orders, Problem within 14 days. A replacement leaves the next working day."
                    ),
                ],
                facts: [
                    "Delivery takes two to four working days within the country and up to eight abroad [kb-50].",
                    "Tracking starts in the evening, when the carrier has scanned the parcel [kb-50].",
                    "You can change the address under Orders, Details until {order} is handed over [kb-52].",
                    "After that only the carrier can redirect it [kb-52].",
                    "For a damaged box take two pictures and report it under Orders, Problem [kb-53].",
                ],
                inventions: [
                    "Your parcel is in the depot and will be delivered at {hour}.",
                    "We have sent the {product} again by express.",
                    "After {count} days without movement you get {amount} automatically.",
                ]),
            Subject(
                questions: [
                    "I cannot sign in since yesterday.", "The code by text message never arrives.",
                    "I changed my phone and lost the authenticator.", "It says my account is locked for {count} hours.",
                    "How do I change the mail address of my account?",
                ],
                passages: [
                    (
                        "kb-60",
                        "After five wrong passwords an account is locked for one hour. A new password can be set at once by mail."
                    ),
                    (
                        "kb-61",
                        "Codes are valid for ten minutes; only the newest one works. Numbers abroad may need a minute more. A voice call can be chosen instead."
                    ),
                    (
                        "kb-63",
                        "A lost authenticator is replaced with one of the ten recovery codes, or after an identity check within two working days."
                    ),
                ],
                facts: [
                    "After five wrong passwords the account is locked for one hour [kb-60].",
                    "You can set a new password by mail at once, without waiting [kb-60].",
                    "Only the newest code works, and it is valid for ten minutes [kb-61].",
                    "You can choose a voice call instead of the text message [kb-61].",
                    "A lost authenticator is replaced with one of your ten recovery codes [kb-63].",
                ],
                inventions: [
                    "I have unlocked the account from here, please try again at {hour}.",
                    "The code is the last four digits of your card, {digits}.",
                    "Locks of {count} hours come from our new security partner.",
                ]),
            Subject(
                questions: [
                    "How can I export all my orders?", "The export stopped at {count} percent.",
                    "I need a CSV of everything since {day} for my accountant.",
                    "Does the {plan} plan include the API?",
                    "The exported file shows strange characters.",
                ],
                passages: [
                    (
                        "kb-70",
                        "Orders can be exported as CSV or JSON under Account, Data. Large exports are prepared over night and a link comes by mail; it is valid for 48 hours."
                    ),
                    (
                        "kb-71",
                        "CSV files are UTF-8 with a semicolon. Spreadsheet programs need Import, not Open, to show accents."
                    ),
                    (
                        "kb-74",
                        "The API is part of the Business plan. Keys are made under Account, Developers and can be limited to reading."
                    ),
                ],
                facts: [
                    "You find the export under Account, Data, as CSV or JSON [kb-70].",
                    "Large exports are prepared over night; the link in the mail is valid for 48 hours [kb-70].",
                    "The file is UTF-8 with semicolons, so use Import instead of Open [kb-71].",
                    "The API is part of the Business plan [kb-74].",
                    "Keys are made under Account, Developers and can be limited to reading [kb-74].",
                ],
                inventions: [
                    "Exports are limited to {count} months on the {plan} plan.",
                    "I have sent the file to your mail address just now.",
                    "The API costs {amount} a month on top.",
                ]),
        ])
}
