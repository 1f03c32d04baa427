// The widget's own words in Portuguese.

export default {
  launcher: "Escreva-nos",
  launcherFresh: (n) => (n > 1 ? `${n} mensagens novas` : "1 mensagem nova"),
  subtitle: "Assistente automático, dia e noite",
  defaultLandlord: "O seu senhorio",
  close: "Fechar",
  closeLabel: "Fechar a conversa",
  exit: "Sair depressa",
  exitLabel: "Sair depressa: apaga esta conversa do ecrã e abre outra página",
  dangerBefore: "Em perigo: ",
  dangerBetween: " ou ",
  log: "Conversa",
  intro: (landlord) =>
    `Bom dia. Sou o assistente automático de ${landlord}. Descreva o seu problema em poucas palavras: ` +
    "a sua mensagem fica logo registada.",
  input: "A sua mensagem",
  hint: "Enter para enviar, Shift + Enter para mudar de linha",
  send: "Enviar",
  you: "Você",
  assistant: "Assistente",
  says: (author) => `${author}: `,
  typing: "O assistente está a escrever…",
  choicesFor: "Opções de resposta",
  choicesSpoken: (n) => (n > 1 ? `${n} opções.` : "1 opção."),
  chosen: "escolhido",
  sending: "a enviar…",
  sent: "enviada",
  retrying: "não enviada, nova tentativa",
  offline: "Ligação interrompida. Pode escrever: as suas mensagens seguem quando a ligação voltar.",
  back: "A ligação voltou.",
  expired: "A sua sessão expirou. Começa aqui uma nova conversa.",
  portal: "Não conseguimos reconhecê-lo(a). Pode escrever na mesma: vamos pedir-lhe o nome e a morada.",
  tooLong: (length, most) =>
    `A sua mensagem tem ${length} caracteres. Pode ter no máximo ${most}. Por favor, encurte-a ou envie-a em várias partes.`,
  count: (length, most) => `${length} / ${most} caracteres`,
  refused: "Esta mensagem não pôde ser enviada. Voltou à caixa de escrita.",
};
