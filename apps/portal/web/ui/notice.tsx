import type { ReactNode } from 'react';

/** A sentence that stands out, with its kind also in its shape: never by colour alone. */
export function Notice({
  kind,
  title,
  children,
}: {
  kind: 'info' | 'success' | 'warning' | 'error';
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={`usa-alert usa-alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <div className="usa-alert__body">
        <p className="usa-alert__heading pw-notice__title">{title}</p>
        {children && <div className="usa-alert__text">{children}</div>}
      </div>
    </div>
  );
}
