'use client';

import './globals.css';
import en from '@/lib/ui/messages/en/errors.json';
import zh from '@/lib/ui/messages/zh/errors.json';
import { Button } from '@/lib/ui/primitives/button';
import { MessagePage } from '@/lib/ui/shell/message-page';
import { reload, useReturn } from '@/lib/ui/shell/use-return';

interface GlobalErrorProps {
  error: Error & { digest?: string };
}

/** The layout itself failed: no provider, no theme, perhaps no language. So it says it in both. */
export default function GlobalError({ error }: GlobalErrorProps) {
  useReturn(error);
  return (
    <html lang="en">
      <body>
        <title>Blindpair</title>
        <MessagePage
          title={en.page.title}
          action={
            <Button variant="primary" onClick={reload}>
              Try again · <span lang="zh-Hans">重试</span>
            </Button>
          }
        >
          <p>{en.page.safe}</p>
          <p>{en.page.action}</p>
          <div lang="zh-Hans">
            <p>{zh.page.title}。</p>
            <p>{zh.page.safe}</p>
          </div>
          {error.digest !== undefined && <code>{error.digest}</code>}
        </MessagePage>
      </body>
    </html>
  );
}
