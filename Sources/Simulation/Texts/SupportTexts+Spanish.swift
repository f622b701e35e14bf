extension SupportTexts {
    static let spanish = SupportTexts(
        openers: [
            "Hola,", "Buenas tardes.", "Buenos días,", "Hola, soy {name}.", "Hola, una pregunta:",
            "Disculpen la molestia.",
            "Soy cliente del plan {plan}.",
        ],
        closers: [
            "¡Gracias!", "Muchas gracias de antemano.", "Quedo a la espera.", "Un saludo, {name}",
            "Lo necesito antes del {day}.",
            "¡Que tenga un buen día!", "¿Le puedo ayudar con algo más?",
        ],
        acknowledgements: [
            "Gracias por escribirnos.", "Con mucho gusto le ayudo.", "Por supuesto.", "Siento las molestias, {name}.",
            "Buena pregunta.", "Lo he consultado para usted.",
        ],
        subjects: [
            Subject(
                questions: [
                    "¿Cómo cambio mi tarjeta?",
                    "Mi tarjeta terminada en {digits} caduca pronto, ¿dónde pongo la nueva?",
                    "El pago de {amount} fue rechazado aunque la tarjeta es válida.",
                    "¿Puedo pagar el plan {plan} con dos tarjetas?",
                    "¿Por qué me siguen cobrando en la tarjeta {digits}?",
                ],
                passages: [
                    (
                        "kb-17-es",
                        "Cambiar la tarjeta (3 de marzo). Cuenta, Facturación, Formas de pago: añada primero la tarjeta nueva, hágala predeterminada y quite después la antigua. Las facturas abiertas se cobran de nuevo a la mañana siguiente."
                    ),
                    (
                        "kb-18-es",
                        "Pagos rechazados. El banco puede rechazar un pago aunque la tarjeta sea válida, casi siempre porque no se terminó la verificación. Lo intentamos tres veces en siete días y avisamos por correo."
                    ),
                    (
                        "kb-21-es",
                        "Solo hay una tarjeta predeterminada por cuenta. Una segunda queda como reserva y se usa cuando la primera se rechaza dos veces."
                    ),
                ],
                facts: [
                    "Abra Cuenta, Facturación, Formas de pago y añada primero la tarjeta nueva [kb-17-es].",
                    "Hágala predeterminada antes de quitar la terminada en {digits} [kb-17-es].",
                    "La factura abierta de {amount} se cobra de nuevo a la mañana siguiente [kb-17-es].",
                    "A veces el banco rechaza porque no se terminó la verificación; lo intentamos tres veces en siete días [kb-18-es].",
                    "La segunda tarjeta solo se usa cuando la primera se rechaza dos veces [kb-21-es].",
                ],
                inventions: [
                    "Si espera {count} días, el sistema cambia la tarjeta por sí solo.",
                    "El cambio de tarjeta cuesta {amount} a partir del segundo.",
                    "En el menú Seguridad, Bancos puede autorizar el cobro sin tarjeta.",
                    "También puede dictarnos el número nuevo por teléfono a las {hour}.",
                ]),
            Subject(
                questions: [
                    "No encuentro la factura del pedido {order}.",
                    "La factura del {day} lleva mal el nombre de la empresa.",
                    "¿Por qué hay dos cargos de {amount} este mes?", "¿Me pueden mandar la factura con IVA de {order}?",
                    "¿Cuándo se cobra el plan {plan}?",
                ],
                passages: [
                    (
                        "kb-30-es",
                        "Las facturas están en Cuenta, Facturación, Documentos desde el día después del pago. Se pueden descargar en PDF durante diez años."
                    ),
                    (
                        "kb-31-es",
                        "Corregir una factura. El nombre, la dirección y el NIF se corrigen dentro del mismo trimestre en Documentos, Corregir. La factura antigua se anula y se emite otra."
                    ),
                    (
                        "kb-33-es",
                        "Dos cargos en un mes se deben a un cambio de plan a mitad de periodo: el resto del plan anterior se abona en la factura siguiente."
                    ),
                ],
                facts: [
                    "La encuentra en Cuenta, Facturación, Documentos desde el día después del pago [kb-30-es].",
                    "El nombre y el NIF se corrigen allí dentro del mismo trimestre [kb-31-es].",
                    "La factura antigua se anula y se emite una nueva [kb-31-es].",
                    "Los dos cargos vienen de un cambio de plan; el resto se abona en la factura siguiente [kb-33-es].",
                    "Las facturas se pueden descargar en PDF durante diez años [kb-30-es].",
                ],
                inventions: [
                    "La factura de {order} se envió por correo postal el {day}.",
                    "El segundo cargo de {amount} es un depósito que se devuelve solo.",
                    "Puede corregir facturas hasta {count} años después.",
                    "El plan {plan} se cobra siempre el día {count} a las {hour}.",
                ]),
            Subject(
                questions: [
                    "¿Cuándo me devuelven el dinero de {order}?",
                    "Devolví el {product} el {day} y no veo el reembolso.",
                    "¿Puedo devolver el {product} sin la caja?",
                    "El reembolso de {amount} es más bajo de lo que pagué.",
                    "¿Cuánto tiempo tengo para devolver {order}?",
                ],
                passages: [
                    (
                        "kb-40-es",
                        "Los reembolsos se hacen en cinco días hábiles desde que el paquete llega al almacén, por la misma vía del pago. El banco puede tardar tres días más."
                    ),
                    (
                        "kb-41-es",
                        "Se puede devolver en 30 días desde la entrega. No hace falta la caja original, pero sí un embalaje seguro."
                    ),
                    (
                        "kb-44-es",
                        "Los gastos de envío se devuelven cuando se devuelve el pedido completo; un vale usado vuelve como vale."
                    ),
                ],
                facts: [
                    "El reembolso se hace en cinco días hábiles desde que el paquete llega al almacén [kb-40-es].",
                    "Su banco puede tardar tres días más en mostrar los {amount} [kb-40-es].",
                    "Tiene 30 días desde la entrega y no hace falta la caja original [kb-41-es].",
                    "Los gastos de envío vuelven solo con el pedido {order} completo [kb-44-es].",
                    "Un vale vuelve como vale, por eso la suma parece más baja [kb-44-es].",
                ],
                inventions: [
                    "Con el plan {plan} tiene {count} semanas para devolver.",
                    "El reembolso ya se hizo el {day} a las {hour}.",
                    "Si el {product} está abierto, retenemos {amount} por gestión.",
                    "Puede pedir el dinero en efectivo en cualquier tienda.",
                ]),
            Subject(
                questions: [
                    "¿Dónde está mi pedido {order}?", "El paquete debía llegar el {day}.",
                    "El seguimiento del {product} no se mueve desde hace {count} días.",
                    "¿Puedo cambiar la dirección de entrega?",
                    "La caja llegó dañada, ¿qué hago?",
                ],
                passages: [
                    (
                        "kb-50-es",
                        "La entrega tarda de dos a cuatro días hábiles en el país y hasta ocho fuera. El seguimiento empieza cuando el transportista escanea el paquete, por la tarde."
                    ),
                    (
                        "kb-52-es",
                        "La dirección se cambia en Pedidos, Detalles hasta que el paquete se entrega al transportista. Después solo el transportista puede desviarlo."
                    ),
                    (
                        "kb-53-es",
                        "Paquetes dañados: haga dos fotos y avise en Pedidos, Problema en 14 días. El recambio sale el día hábil siguiente."
                    ),
                ],
                facts: [
                    "La entrega tarda de dos a cuatro días hábiles en el país y hasta ocho fuera [kb-50-es].",
                    "El seguimiento empieza por la tarde, cuando se escanea el paquete [kb-50-es].",
                    "Puede cambiar la dirección en Pedidos, Detalles hasta que salga {order} [kb-52-es].",
                    "Después solo el transportista puede desviarlo [kb-52-es].",
                    "Si llegó dañado, haga dos fotos y avise en Pedidos, Problema [kb-53-es].",
                ],
                inventions: [
                    "El paquete está en la oficina y llega hoy a las {hour}.",
                    "Hemos enviado otro {product} por mensajería.",
                    "Tras {count} días sin movimiento se abonan {amount}.",
                ]),
            Subject(
                questions: [
                    "No puedo entrar desde ayer.", "El código por mensaje no llega nunca.",
                    "Cambié de teléfono y perdí el autenticador.", "Dice que mi cuenta está bloqueada {count} horas.",
                    "¿Cómo cambio el correo de mi cuenta?",
                ],
                passages: [
                    (
                        "kb-60-es",
                        "Tras cinco contraseñas erróneas la cuenta se bloquea una hora. Se puede poner una contraseña nueva por correo en el acto."
                    ),
                    (
                        "kb-61-es",
                        "Los códigos valen diez minutos y solo sirve el último. También se puede elegir una llamada."
                    ),
                    (
                        "kb-63-es",
                        "Un autenticador perdido se sustituye con uno de los diez códigos de recuperación, o tras verificar la identidad en dos días hábiles."
                    ),
                ],
                facts: [
                    "Tras cinco contraseñas erróneas la cuenta se bloquea una hora [kb-60-es].",
                    "Puede poner una contraseña nueva por correo sin esperar [kb-60-es].",
                    "Solo sirve el último código y vale diez minutos [kb-61-es].",
                    "También puede elegir una llamada [kb-61-es].",
                    "El autenticador se sustituye con un código de recuperación [kb-63-es].",
                ],
                inventions: [
                    "He desbloqueado la cuenta, pruebe a las {hour}.",
                    "El código son las cifras {digits} de su tarjeta.",
                    "El bloqueo de {count} horas es de nuestro nuevo proveedor.",
                ]),
            Subject(
                questions: [
                    "¿Cómo exporto todos mis pedidos?", "La exportación se paró en el {count} por ciento.",
                    "Necesito un CSV desde el {day} para mi gestor.", "¿El plan {plan} incluye la API?",
                    "El archivo muestra caracteres raros.",
                ],
                passages: [
                    (
                        "kb-70-es",
                        "Los pedidos se exportan en Cuenta, Datos como CSV o JSON. Las exportaciones grandes se preparan de noche y el enlace vale 48 horas."
                    ),
                    ("kb-71-es", "El CSV es UTF-8 con punto y coma. En la hoja de cálculo use Importar, no Abrir."),
                    ("kb-74-es", "La API es parte del plan Business. Las claves se crean en Cuenta, Desarrolladores."),
                ],
                facts: [
                    "La exportación está en Cuenta, Datos, como CSV o JSON [kb-70-es].",
                    "Las grandes se preparan de noche; el enlace vale 48 horas [kb-70-es].",
                    "El archivo es UTF-8 con punto y coma: use Importar en vez de Abrir [kb-71-es].",
                    "La API es parte del plan Business [kb-74-es].",
                    "Las claves se crean en Cuenta, Desarrolladores y pueden ser solo de lectura [kb-74-es].",
                ],
                inventions: [
                    "El plan {plan} solo exporta {count} meses.", "Acabo de enviarle el archivo por correo.",
                    "La API cuesta {amount} más al mes.",
                ]),
        ])
}
