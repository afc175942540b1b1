//! Files on their way: the visitor's, as the browser has them, and the requests that carry them.

use web_sys::{File, HtmlCanvasElement};

use super::Desk;
use crate::dom;
use crate::files::{Files, Offer, Stage, Why};
use crate::send::Upload;

/// The browser's side of the form's files.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    /// Each with its number in the list.
    files: Vec<(u32, File)>,
    running: Vec<(u32, Upload)>,
}

impl Desk {
    /// The visitor chose, dropped or pasted files.
    pub(crate) fn add_files(self, files: Vec<File>) {
        let offer = |file: &File| Offer { name: file.name(), size: file.size() as u64, media_type: file.type_() };
        let offers: Vec<Offer> = files.iter().map(offer).collect();
        let Some(keys) = self.change_files(|files| files.add(&offers)) else { return };
        let added = keys.iter().flatten().count();
        self.kept_mut(|kept| {
            let taken = keys.into_iter().zip(files).filter_map(|(key, file)| Some((key?, file)));
            kept.bytes.files.extend(taken);
        });
        if added > 0 {
            self.say(self.messages(|messages| messages.count("files.said.added", added, &[])));
        }
        self.upload();
    }

    /// The visitor no longer wants a file, or did not want to wait for it.
    pub(crate) fn remove_file(self, key: u32) {
        let name = self.file_name(key);
        self.kept_mut(|kept| {
            kept.bytes.files.retain(|(known, _)| *known != key);
            kept.bytes.running.retain(|(known, _)| *known != key);
        });
        self.change_files(|files| files.remove(key));
        self.say(self.messages(|messages| messages.fill("files.said.removed", &[("name", &name)])));
        self.upload();
    }

    /// Another try for a file that did not arrive.
    pub(crate) fn retry_file(self, key: u32) {
        self.change_files(|files| files.turn(key, Stage::Waiting));
        self.upload();
    }

    /// The file itself; none for one of an earlier visit.
    pub(crate) fn file(self, key: u32) -> Option<File> {
        let find = |(known, file): &(u32, File)| (*known == key).then(|| file.clone());
        self.kept(|kept| kept.bytes.files.iter().find_map(find)).flatten()
    }

    /// Draws the thumbnail of a file, then says so.
    pub(crate) fn draw(self, file: File, canvas: HtmlCanvasElement, then: impl FnOnce() + 'static) {
        self.spawn(async move {
            if dom::draw(&file, &canvas).await.is_some() {
                then();
            }
        });
    }

    /// All files go; what is on its way is called back.
    pub(super) fn drop_files(self) {
        self.kept_mut(|kept| std::mem::take(&mut kept.bytes));
    }

    /// Lets as many files leave as may; then goes on with what was waiting for them.
    fn upload(self) {
        while let Some(Some(key)) = self.change_files(Files::start) {
            let proxy = self.kept(|kept| kept.proxy.clone());
            let turn = move |stage| self.turned(key, stage);
            match self.file(key).zip(proxy).and_then(|(file, proxy)| proxy.upload(&file, turn)) {
                Some(upload) => {
                    self.kept_mut(|kept| kept.bytes.running.push((key, upload)));
                }
                None => {
                    self.change_files(|files| files.turn(key, Stage::Failed(Why::Failed)));
                }
            }
        }
        if self.change(crate::form::Form::stop_waiting) == Some(true) {
            self.submit();
        }
    }

    /// A step of the upload `key`. Its last one ends the request, which must not be dropped while
    /// it is being told.
    fn turned(self, key: u32, stage: Stage) {
        let over = !matches!(stage, Stage::Uploading(_));
        let done = matches!(stage, Stage::Done(_));
        self.change_files(|files| files.turn(key, stage));
        if !over {
            return;
        }
        if done {
            let name = self.file_name(key);
            self.say(self.messages(|messages| messages.fill("files.said.done", &[("name", &name)])));
        }
        self.spawn(async move {
            self.kept_mut(|kept| kept.bytes.running.retain(|(known, _)| *known != key));
            self.upload();
        });
    }

    fn file_name(self, key: u32) -> String {
        let name = self.look(|form| form.files().entry(key).map(|entry| entry.name.clone()));
        name.flatten().unwrap_or_default()
    }

    fn change_files<T>(self, change: impl FnOnce(&mut Files) -> T) -> Option<T> {
        let result = self.change(|form| form.change_files(change));
        self.keep_soon();
        result
    }
}
