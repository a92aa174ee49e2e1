// What the launcher says before the chat's own code is there, in the twelve languages. `open` names the button, `failed`
// tells that the chat could not be fetched.
export const strings = {
  en: { open: 'Open chat', failed: 'The chat could not be loaded. Please try again.' },
  es: { open: 'Abrir el chat', failed: 'No se pudo cargar el chat. Inténtalo de nuevo.' },
  fr: { open: 'Ouvrir le chat', failed: 'Le chat n’a pas pu être chargé. Veuillez réessayer.' },
  de: { open: 'Chat öffnen', failed: 'Der Chat konnte nicht geladen werden. Bitte versuche es erneut.' },
  it: { open: 'Apri la chat', failed: 'Non è stato possibile caricare la chat. Riprova.' },
  pt: { open: 'Abrir o chat', failed: 'Não foi possível carregar o chat. Tente novamente.' },
  nl: { open: 'Chat openen', failed: 'De chat kon niet worden geladen. Probeer het opnieuw.' },
  ru: { open: 'Открыть чат', failed: 'Не удалось загрузить чат. Попробуйте ещё раз.' },
  ja: { open: 'チャットを開く', failed: 'チャットを読み込めませんでした。もう一度お試しください。' },
  zh: { open: '打开聊天', failed: '聊天无法加载，请重试。' },
  ko: { open: '채팅 열기', failed: '채팅을 불러오지 못했습니다. 다시 시도해 주세요.' },
  ar: { open: 'فتح المحادثة', failed: 'تعذّر تحميل المحادثة. يُرجى المحاولة مرة أخرى.' },
};

/** The catalogue's language for a tag such as `pt-BR`; English where there is none. */
export function pick(tag) {
  const code = String(tag ?? '').toLowerCase().split(/[-_]/)[0];
  return Object.hasOwn(strings, code) ? code : 'en';
}
