#pragma once
#include <QWidget>

class QHBoxLayout;

namespace mgc::ui {

class DocumentStore;
class PolicyFile;

/// Where a document stands: Global > product > API > operation. Each outer scope opens its policy.
class ScopeCrumb : public QWidget {
    Q_OBJECT
public:
    ScopeCrumb(DocumentStore& store, QWidget* parent);
    void show(const PolicyFile* file);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

signals:
    void openFileAt(const QString& path, int line);

private:
    /// Where there is no room for all, the outer scopes go first.
    void fit();

    DocumentStore& m_store;
    QHBoxLayout* m_row;
};

}  // namespace mgc::ui
