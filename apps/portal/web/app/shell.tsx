import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useRoles, useSession } from '../api/session';
import mark from '../ui/mark.svg';
import { Link } from '../ui/link';
import { common } from '../words/common';
import { useLanguage, useWords } from '../words/language';
import { LANGUAGES } from '../words/catalogue';
import { menuOf } from './menu';
import { PAGES } from './pages';
import { StateLine } from './state-line';
import { WhoIAm } from './who-i-am';

/** What stands around every page: who I am, the menu, the language, the state of the system. */
export function Shell() {
  const say = useWords(common);
  const { language, choose } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const first = useRef(path);
  useEffect(() => {
    setOpen(false);
    if (first.current === path) return;
    first.current = path;
    main.current?.focus();
  }, [path]);
  return (
    <div className="pw-frame">
      <a className="usa-skipnav" href="#main-content">
        {say('skip')}
      </a>
      <header className="usa-header usa-header--basic pw-header">
        <div className="pw-bar">
          <Link to="/" className="pw-brand">
            <img src={mark} alt="" width="32" height="32" />
            <span>{say('portway')}</span>
          </Link>
          <button
            type="button"
            className="pw-menu-button"
            aria-expanded={isOpen}
            aria-controls="menu"
            onClick={() => setOpen(!isOpen)}
          >
            {say(isOpen ? 'close' : 'menu')}
          </button>
          <div className="pw-tools">
            <fieldset className="pw-language">
              <legend className="usa-sr-only">{say('language')}</legend>
              {LANGUAGES.map((one) => (
                <button
                  key={one}
                  type="button"
                  lang={one}
                  className="pw-language__choice"
                  aria-pressed={one === language}
                  onClick={() => choose(one)}
                >
                  {say(one === 'en' ? 'inEnglish' : 'inSpanish')}
                </button>
              ))}
            </fieldset>
            <WhoIAm />
          </div>
        </div>
        <nav id="menu" aria-label={say('mainMenu')} className={isOpen ? 'pw-menu pw-menu--open' : 'pw-menu'}>
          <Menu />
        </nav>
      </header>
      <StateLine />
      <main id="main-content" ref={main} tabIndex={-1} className="pw-main">
        <Outlet />
      </main>
      <footer className="pw-footer">
        <p>{say('footerWhat')}</p>
        <p>{say('footerTimes')}</p>
      </footer>
    </div>
  );
}

/** The pages that who looks at them may use. */
function Menu() {
  const { language } = useLanguage();
  const { session } = useSession();
  const known = useRoles();
  const shown = menuOf(PAGES, session ? known : ['nobody']);
  return (
    <ul className="pw-menu__list">
      {shown.map(({ path, menu }) => (
        <li key={path}>
          <Link to={path} className="pw-menu__link" current="pw-menu__link--current">
            {menu[language]}
          </Link>
        </li>
      ))}
    </ul>
  );
}
