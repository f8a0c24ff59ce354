import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import './dialog.css';

interface ConsoleDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Room for two versions side by side. @defaultValue false */
  readonly isWide?: boolean;
}

/** A modal dialog with a title and a button that closes it. */
export function ConsoleDialog({ isOpen, title, onClose, children, isWide = false }: ConsoleDialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      className="dialog-overlay"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={false}
    >
      <Modal className={isWide ? 'dialog-modal dialog-wide' : 'dialog-modal'}>
        <Dialog className="dialog">
          <header className="dialog-header">
            <Heading slot="title">{title}</Heading>
            <Button variant="quiet" isIcon aria-label={t('action.close')} onPress={onClose}>
              <X size={18} aria-hidden />
            </Button>
          </header>
          <div className="dialog-body">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
