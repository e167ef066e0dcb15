import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a page: names the window, and is where who reads by ear begins after going to it. */
export function PageTitle({ children, lead }: { children: ReactNode; lead?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} | Portway`;
  });
  return (
    <>
      <h1 ref={heading} id="page-title" tabIndex={-1} className="pw-title">
        {children}
      </h1>
      {lead && <p className="usa-intro pw-lead">{lead}</p>}
    </>
  );
}
