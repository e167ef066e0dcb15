import '../ui/theme.scss';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { knowledge, rememberKnowledge } from '../api/known';
import { LanguageProvider } from '../words/language';
import { router } from './router';

rememberKnowledge();

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={knowledge}>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
