import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How far below the window something is when it is fetched. */
const NEAR = '400px 0px';

/** What is far down a page, and large, is fetched when it comes near: the first view does not wait for it. */
export function WhenNear({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className={isNear ? undefined : 'pw-later'}>
      {isNear && children}
    </div>
  );
}
