import { type ReactNode, useEffect, useRef, useState } from 'react';

/** What is below the first view, and large, is fetched when somebody comes to it: the first view does not load it. */
export function WhenInView({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setInView(true);
    });
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className={isInView ? undefined : 'pw-later'}>
      {isInView && children}
    </div>
  );
}
