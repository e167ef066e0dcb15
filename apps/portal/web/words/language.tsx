import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Catalogue, type Fill, filled, LANGUAGES, type Language, type Text } from './catalogue';

const KEPT = 'portway.language';

const firstLanguage = (): Language => {
  const kept = localStorage.getItem(KEPT);
  const wished = [kept, ...navigator.languages.map((one) => one.slice(0, 2))];
  return LANGUAGES.find((one) => one === wished.find((wish) => LANGUAGES.includes(wish as Language))) ?? 'en';
};

const Context = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'en',
  choose: () => undefined,
});

/** The language of the page: as last chosen, else as the browser wishes. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        localStorage.setItem(KEPT, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <Context value={value}>{children}</Context>;
}

export const useLanguage = () => useContext(Context);

/** Says a text of an area in the language of the page: `say('title')`, `say('waiting', { count: 3 })`. */
export function useWords<T extends Readonly<Record<string, Text>>>(words: Catalogue<T>) {
  const { language } = useLanguage();
  return useMemo(() => {
    const texts = words[language] as Readonly<Record<string, Text>>;
    return (name: keyof T & string, fill?: Fill): string => filled(texts[name]!, language, fill);
  }, [words, language]);
}
