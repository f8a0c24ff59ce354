import { FileUp } from 'lucide-react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button';
import './imports.css';

interface FilePickerProps {
  readonly file: File | undefined;
  readonly isDisabled: boolean;
  readonly onPick: (file: File) => void;
}

/** Takes a file that is dropped, pasted or chosen. It stays in the browser until its rows are sent. */
export function FilePicker({ file, isDisabled, onPick }: FilePickerProps) {
  const { t } = useTranslation('admin');
  const pick = (picked: File | undefined) => {
    if (picked !== undefined) onPick(picked);
  };
  return (
    <DropZone
      className="drop-zone"
      isDisabled={isDisabled}
      onDrop={({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped?.kind === 'file') void dropped.getFile().then(pick);
      }}
    >
      <FileUp size={24} aria-hidden />
      <Text slot="label">{file === undefined ? t('imports.drop') : file.name}</Text>
      <FileTrigger
        acceptedFileTypes={['.ndjson', '.jsonl', '.json', '.csv', '.txt', '.gz']}
        onSelect={(files) => pick(files?.[0])}
      >
        <Button isDisabled={isDisabled}>{t(file === undefined ? 'imports.choose' : 'imports.chooseAnother')}</Button>
      </FileTrigger>
      <p className="muted">{t('imports.format')}</p>
    </DropZone>
  );
}
