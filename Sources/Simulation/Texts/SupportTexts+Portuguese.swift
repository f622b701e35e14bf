extension SupportTexts {
    static let portuguese = SupportTexts(
        openers: [
            "Olá,", "Boa tarde.", "Bom dia,", "Olá, aqui é {name}.", "Uma dúvida rápida:",
            "Sou cliente do plano {plan}.",
        ],
        closers: [
            "Obrigado!", "Agradeço desde já.", "Fico no aguardo.", "Abraço, {name}", "Preciso disso até {day}.",
            "Posso ajudar em algo mais?",
        ],
        acknowledgements: [
            "Obrigado pelo contato.", "Claro, eu ajudo.", "Sinto muito pelo transtorno, {name}.", "Boa pergunta.",
            "Verifiquei isso para você.",
        ],
        subjects: [
            Subject(
                questions: [
                    "Como troco o cartão da minha conta?",
                    "Meu cartão com final {digits} vence logo, onde coloco o novo?",
                    "O pagamento de {amount} foi recusado, mas o cartão é válido.",
                    "Por que ainda cobram no cartão {digits}?",
                ],
                passages: [
                    (
                        "kb-17-pt",
                        "Trocar o cartão. Conta, Cobrança, Formas de pagamento: adicione o cartão novo, torne-o padrão e depois remova o antigo. Cobranças em aberto são tentadas na manhã seguinte."
                    ),
                    (
                        "kb-18-pt",
                        "Pagamentos recusados. O banco pode recusar um cartão válido quando a verificação não foi concluída. Tentamos três vezes em sete dias."
                    ),
                ],
                facts: [
                    "Abra Conta, Cobrança, Formas de pagamento e adicione o cartão novo [kb-17-pt].",
                    "Torne-o padrão antes de remover o de final {digits} [kb-17-pt].",
                    "A cobrança de {amount} é tentada de novo na manhã seguinte [kb-17-pt].",
                    "Tentamos três vezes em sete dias e avisamos por e-mail [kb-18-pt].",
                ],
                inventions: ["Depois de {count} dias o cartão é trocado sozinho.", "A troca custa {amount}."]),
            Subject(
                questions: [
                    "Não encontro a nota do pedido {order}.", "A nota de {day} está com o nome errado.",
                    "Por que há duas cobranças de {amount} este mês?", "Quando o plano {plan} é cobrado?",
                ],
                passages: [
                    (
                        "kb-30-pt",
                        "As notas ficam em Conta, Cobrança, Documentos a partir do dia seguinte ao pagamento, em PDF, por dez anos."
                    ),
                    (
                        "kb-33-pt",
                        "Duas cobranças no mês vêm de uma mudança de plano no meio do período: o resto é creditado na próxima."
                    ),
                ],
                facts: [
                    "Está em Conta, Cobrança, Documentos a partir do dia seguinte [kb-30-pt].",
                    "As notas ficam disponíveis em PDF por dez anos [kb-30-pt].",
                    "As duas cobranças vêm da mudança de plano; o resto é creditado na próxima [kb-33-pt].",
                ],
                inventions: [
                    "A nota de {order} foi enviada pelo correio em {day}.", "A cobrança de {amount} é um depósito.",
                ]),
            Subject(
                questions: [
                    "Quando recebo o dinheiro de {order}?", "Devolvi o {product} em {day} e não vejo o reembolso.",
                    "Posso devolver o {product} sem a caixa?", "O reembolso de {amount} veio menor.",
                ],
                passages: [
                    (
                        "kb-40-pt",
                        "Reembolsos são feitos em cinco dias úteis depois que o pacote chega ao depósito; o banco pode levar mais três."
                    ),
                    ("kb-41-pt", "Devoluções em até 30 dias da entrega. A caixa original não é necessária."),
                ],
                facts: [
                    "O reembolso sai em cinco dias úteis depois da chegada ao depósito [kb-40-pt].",
                    "Seu banco pode levar mais três dias para mostrar {amount} [kb-40-pt].",
                    "Você tem 30 dias da entrega e não precisa da caixa original [kb-41-pt].",
                ],
                inventions: ["No plano {plan} você tem {count} semanas.", "O valor já saiu em {day} às {hour}."]),
            Subject(
                questions: [
                    "Onde está meu pedido {order}?", "O pacote era para chegar em {day}.",
                    "O rastreio do {product} parou há {count} dias.", "Posso mudar o endereço de entrega?",
                ],
                passages: [
                    (
                        "kb-50-pt",
                        "A entrega leva de dois a quatro dias úteis no país e até oito fora. O rastreio começa à noite."
                    ),
                    ("kb-52-pt", "O endereço pode ser mudado em Pedidos, Detalhes até o pacote sair."),
                ],
                facts: [
                    "A entrega leva de dois a quatro dias úteis no país e até oito fora [kb-50-pt].",
                    "O rastreio começa à noite, quando o pacote é lido [kb-50-pt].",
                    "Você muda o endereço em Pedidos, Detalhes até {order} sair [kb-52-pt].",
                ],
                inventions: ["O pacote chega hoje às {hour}.", "Enviamos outro {product} por expresso."]),
            Subject(
                questions: [
                    "Não consigo entrar desde ontem.", "O código por mensagem não chega.",
                    "Perdi o autenticador ao trocar de telefone.",
                    "Diz que a conta está bloqueada por {count} horas.",
                ],
                passages: [
                    (
                        "kb-60-pt",
                        "Depois de cinco senhas erradas a conta fica bloqueada por uma hora. Uma senha nova pode ser criada por e-mail."
                    ),
                    ("kb-61-pt", "Códigos valem dez minutos e só o último funciona. Uma ligação pode ser escolhida."),
                ],
                facts: [
                    "Depois de cinco senhas erradas a conta fica bloqueada por uma hora [kb-60-pt].",
                    "Você pode criar uma senha nova por e-mail na hora [kb-60-pt].",
                    "Só o último código funciona e vale dez minutos [kb-61-pt].",
                ],
                inventions: ["Desbloqueei a conta, tente às {hour}.", "O código é o final {digits} do cartão."]),
            Subject(
                questions: [
                    "Como exporto todos os meus pedidos?", "A exportação parou em {count} por cento.",
                    "Preciso de um CSV desde {day} para o contador.", "O plano {plan} inclui a API?",
                ],
                passages: [
                    ("kb-70-pt", "Pedidos são exportados em Conta, Dados como CSV ou JSON. O link vale 48 horas."),
                    ("kb-74-pt", "A API faz parte do plano Business. As chaves são criadas em Conta, Desenvolvedores."),
                ],
                facts: [
                    "A exportação fica em Conta, Dados, como CSV ou JSON [kb-70-pt].",
                    "O link enviado por e-mail vale 48 horas [kb-70-pt].",
                    "A API faz parte do plano Business [kb-74-pt].",
                ],
                inventions: ["O plano {plan} exporta só {count} meses.", "A API custa {amount} a mais por mês."]),
        ])
}
