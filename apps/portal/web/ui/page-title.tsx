import { type ReactNode, useEffect, useRef } from 'react';

const NUMBER = /(\S*\d-\S*|\S*-\d\S*)/;

/** A number such as `B76-0007600-7` goes to the next line as a whole, where it has room there. */
function Unbroken({ text }: { text: string }) {
  return text.split(NUMBER).map((part) =>
    NUMBER.test(part) ? (
      <span key={part} className="pw-title__number">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** The heading of a page: names the window, and is where who reads by ear begins after going to it. */
export function PageTitle({ children, lead }: { children: ReactNode; lead?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} | Portway`;
  });
  return (
    <>
      <h1 ref={heading} id="page-title" tabIndex={-1} className="pw-title">
        {typeof children === 'string' ? <Unbroken text={children} /> : children}
      </h1>
      {lead && <p className="usa-intro pw-lead">{lead}</p>}
    </>
  );
}
