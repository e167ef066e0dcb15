import { catalogue } from './catalogue';

/** Words of forms that order something. */
export const ordering = catalogue({
  en: {
    sending: 'Sending',
    notNow: 'Not now',
    optional: '(may be left empty)',
    done: 'Done',
    missing: 'Fill this in.',
    mistyped: 'Write this in full, as it is asked for.',
    tooShort: { one: 'Write {count} character or more.', other: 'Write {count} characters or more.' },
    choose: 'Choose',
    more: 'Show more',
    shown: { one: '{count} is shown.', other: '{count} are shown.' },
    shownSoFar: {
      one: '{count} is shown, and there are more.',
      other: '{count} are shown, and there are more.',
    },
    daysLeft: { one: '{count} day left', other: '{count} days left' },
    workingDaysLeft: { one: '{count} working day left', other: '{count} working days left' },
    dueToday: 'the last day is today',
    daysOver: { one: '{count} day over', other: '{count} days over' },
    workingDaysOver: { one: '{count} working day over', other: '{count} working days over' },
  },
  es: {
    sending: 'Enviando',
    notNow: 'Ahora no',
    optional: '(puede quedar vacío)',
    done: 'Hecho',
    missing: 'Rellene este campo.',
    mistyped: 'Escriba esto completo, como se pide.',
    tooShort: { one: 'Escriba {count} carácter o más.', other: 'Escriba {count} caracteres o más.' },
    choose: 'Elija',
    more: 'Ver más',
    shown: { one: 'Se muestra {count}.', other: 'Se muestran {count}.' },
    shownSoFar: { one: 'Se muestra {count}, y hay más.', other: 'Se muestran {count}, y hay más.' },
    daysLeft: { one: 'queda {count} día', other: 'quedan {count} días' },
    workingDaysLeft: { one: 'queda {count} día hábil', other: 'quedan {count} días hábiles' },
    dueToday: 'el último día es hoy',
    daysOver: { one: 'vencido hace {count} día', other: 'vencido hace {count} días' },
    workingDaysOver: { one: 'vencido hace {count} día hábil', other: 'vencido hace {count} días hábiles' },
  },
});
