#pragma once
#include <QComboBox>

namespace mgc::ui {

/// A combo box whose label stands inside it, muted: "API  All".
class PrefixCombo : public QComboBox {
    Q_OBJECT
public:
    PrefixCombo(const QString& prefix, const QString& accessibleName, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// Muted words behind the current item ("POST chat/completions").
    void setDetail(const QString& detail);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_prefix, m_detail;
};

}  // namespace mgc::ui
