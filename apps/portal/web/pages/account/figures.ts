import portTable from '../../api/ports.json';
import { saidIn } from '../../ui/said';
import { useLanguage, useWords } from '../../words/language';
import { stateWords } from './state-words';
import { accountWords } from './words';

const PORTS = portTable as Record<string, { name: string; state: string; timeZone: string }>;

export const portText = (code: string): string => {
  const port = PORTS[code];
  return port ? `${port.name}, ${port.state} (${code})` : code;
};
/** `B76-0324527-8` of a filer code and a number without hyphens. */
export const printedEntry = (filerCode: string, number: string): string =>
  `${filerCode}-${number.slice(0, -1)}-${number.slice(-1)}`;
export const zoneOf = (port: string | null | undefined): string | undefined =>
  port ? PORTS[port]?.timeZone : undefined;

/** Modes of transport by the first digit of their code (CATAIR, Appendix B of the cargo release guide groups them so). */
const MODES: Readonly<Record<string, 'vessel' | 'rail' | 'truck' | 'air' | 'mail' | 'other'>> = {
  '1': 'vessel',
  '2': 'rail',
  '3': 'truck',
  '4': 'air',
  '5': 'mail',
};

/** Figures, money and words of the field in the language of the page. */
export function useFigures() {
  const say = useWords(accountWords);
  const { language } = useLanguage();
  const number = (value: number): string => value.toLocaleString(language);
  const dollars = (value: number): string =>
    value.toLocaleString(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
  return {
    number,
    dollars,
    cents: (value: number): string => (value / 100).toLocaleString(language, { style: 'currency', currency: 'USD' }),
    bytes: (value: number): string =>
      value < 1_000_000
        ? `${Math.max(1, Math.round(value / 1_000)).toLocaleString(language)} KB`
        : `${(value / 1_000_000).toLocaleString(language, { maximumFractionDigits: 1 })} MB`,
    port: (code: string | null): string => (code ? portText(code) : say('portUnknown')),
    /** By its code of two letters; a code that is no country's stays as it is. */
    country: (code: string): string =>
      new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code,
    mode: (code: string | null): string => {
      const mode = code ? MODES[code[0]!] : undefined;
      return mode ? say(`mode_${mode}`) : say('modeUnknown');
    },
    /** A state or step as the records have it, in the language of the page where the catalogue has it. */
    state: (state: string | null): string => {
      if (!state) return say('noState');
      return (stateWords[language] as Readonly<Record<string, string>>)[state] ?? saidIn(language, state) ?? state;
    },
    /** A calendar day, without an hour. */
    day: (day: string): string =>
      new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { timeZone: 'UTC', dateStyle: 'medium' }).format(
        new Date(`${day.slice(0, 10)}T12:00:00Z`),
      ),
    month: (month: string): string =>
      new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
        timeZone: 'UTC',
        month: 'short',
        year: 'numeric',
      }).format(new Date(`${month}-15T12:00:00Z`)),
  };
}
