#pragma once
#include <QTabBar>

namespace mgc::ui {

class DocumentStore;
class PolicyFile;

/// The open documents as tabs: name, what is unsaved, what has problems. Middle click and Ctrl+W close.
class DocumentTabs : public QTabBar {
    Q_OBJECT
public:
    DocumentTabs(DocumentStore& store, QWidget* parent);

    /// "chat/completions" for an operation's policy, "inference-api" for an API's.
    [[nodiscard]] static QString titleOf(const PolicyFile& file, DocumentStore& store);
    [[nodiscard]] PolicyFile* fileAt(int index) const;

signals:
    void closeWanted(mgc::ui::PolicyFile* file);

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void refresh();
    [[nodiscard]] QRect closeRect(int index) const;

    DocumentStore& m_store;
    bool m_filling = false;
};

}  // namespace mgc::ui
